package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Options that are declared, before anything is defined: answers whether a definition would find an
 * option. Belongs to the evaluation thread.
 */
public final class OptionTree {
  private final EvalState state;
  private final NixAttrs options;

  private OptionTree(EvalState state, NixAttrs options) {
    this.state = state;
    this.options = options;
  }

  /** The tree of a set as modules have it in {@code options}: sets and {@code mkOption}s. */
  public static OptionTree of(EvalState state, NixAttrs options) {
    return new OptionTree(state, options);
  }

  /**
   * Whether a definition at {@code path} is taken by some option: one is declared there, the path
   * leads into the value of one whose type allows it, or options are declared below it.
   *
   * @param path names from the root, one char per byte
   */
  public boolean declares(List<String> path) {
    return declares(options, path, 0);
  }

  private boolean declares(NixAttrs level, List<String> path, int from) {
    if (from == path.size()) {
      return true;
    }
    Lazy next = level.get(path.get(from));
    if (next == null) {
      return false;
    }
    if (!(next.force() instanceof NixAttrs a)) {
      return false;
    }
    if (!Nix.isTagged(a, "option")) {
      return declares(a, path, from + 1);
    }
    Lazy type = a.get("type");
    return type == null || takes(TypeRef.of(state, type), path, from + 1);
  }

  /** Whether a value of {@code type} may have something at the rest of the path. */
  private boolean takes(TypeRef type, List<String> path, int from) {
    if (from == path.size()) {
      return true;
    }
    if (type.subModules() != null && type.name().equals("submodule")) {
      return takesBySubmodule(type, path, from);
    }
    NixAttrs nested = state.forceAttrs(Nix.selectLazy(type.attrs(), "nestedTypes"), null, "");
    return switch (type.name()) {
      case "attrsOf", "lazyAttrsOf" ->
          takes(TypeRef.of(state, Nix.selectLazy(nested, "elemType")), path, from + 1);
      case "nullOr", "unique" ->
          takes(TypeRef.of(state, Nix.selectLazy(nested, "elemType")), path, from);
      case "either" ->
          takes(TypeRef.of(state, Nix.selectLazy(nested, "left")), path, from)
              || takes(TypeRef.of(state, Nix.selectLazy(nested, "right")), path, from);
      case "coercedTo" ->
          takes(TypeRef.of(state, Nix.selectLazy(nested, "finalType")), path, from)
              || takes(TypeRef.of(state, Nix.selectLazy(nested, "coercedType")), path, from);
      default -> type.check(probe(path, from));
    };
  }

  private boolean takesBySubmodule(TypeRef type, List<String> path, int from) {
    NixAttrs below =
        state.forceAttrs(type.subOptions(Loc.of(path.subList(0, from)).toList()), null, "");
    if (declares(below, path, from)) {
      return true;
    }
    NixAttrs nested = state.forceAttrs(Nix.selectLazy(type.attrs(), "nestedTypes"), null, "");
    Lazy freeform = nested.get("freeformType");
    return freeform != null && takes(TypeRef.of(state, freeform), path, from);
  }

  /** A set with something at the rest of the path, to ask a type whether it takes sets at all. */
  private static Lazy probe(List<String> path, int from) {
    return Nix.nest(path.subList(from, path.size()), NixNull.NULL);
  }

  /**
   * What of {@code definitions} the options take: attributes that are not declared are left out at
   * every depth above options; the value of an option is kept as it is. Nothing but the heads of
   * sets above options is evaluated.
   */
  public Restriction restrict(Lazy definitions) {
    return Restriction.of(definitions, options);
  }

  /** The names at the top, in byte order, for suggestions. */
  public List<String> names() {
    Shape shape = options.shape();
    List<String> names = new ArrayList<>(shape.size());
    for (int i = 0; i < shape.size(); i++) {
      names.add(shape.name(i));
    }
    return names;
  }
}
