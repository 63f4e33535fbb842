package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pathWith}: paths, absolute or relative, in the store or not. */
final class PathType extends SimpleType {
  private static final Shape PAYLOAD = Nix.shape("absolute", "inStore");

  private final @Nullable Boolean inStore;
  private final @Nullable Boolean absolute;

  /** Null means that it does not matter. */
  PathType(ModuleLibrary library, @Nullable Boolean inStore, @Nullable Boolean absolute) {
    super("path", describe(inStore, absolute), "noun", functor(library, inStore, absolute));
    this.inStore = inStore;
    this.absolute = absolute;
  }

  private static String describe(@Nullable Boolean inStore, @Nullable Boolean absolute) {
    String kind = absolute == null ? "" : absolute ? "absolute " : "relative ";
    String place = inStore == null ? "" : inStore ? " in the Nix store" : " not in the Nix store";
    return kind + "path" + place;
  }

  private static Lazy functor(
      ModuleLibrary library, @Nullable Boolean inStore, @Nullable Boolean absolute) {
    return TypeFunctors.of(
        "path",
        library.typeNamed("pathWith"),
        NixAttrs.of(PAYLOAD, new Lazy[] {flag(absolute), flag(inStore)}),
        EQUAL_PAYLOAD);
  }

  private static Lazy flag(@Nullable Boolean b) {
    return b == null ? NixNull.NULL : NixBool.of(b);
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    Value value = v.force();
    // A path value outside the store would be copied into it by whoever uses it as a string.
    boolean expected =
        inStore == null || inStore ? Nix.isStringLike(value) : value instanceof NixString;
    return expected
        && (inStore == null || inStore == StorePaths.isBelow(state, value))
        && (absolute == null || absolute == StorePaths.isAbsolute(state, value));
  }

  @Override
  Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
    return MergeFunctions.equal(state, loc, definitions);
  }
}
