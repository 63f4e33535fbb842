package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.List;

/** {@code package}: a derivation or a top-level store path. */
final class PackageType extends SimpleType {
  private final ModuleLibrary library;

  PackageType(ModuleLibrary library) {
    super(library, "package", "package");
    this.library = library;
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    Value value = v.force();
    return Nix.isDerivation(value) || StorePaths.isTopLevel(state, value);
  }

  @Override
  Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
    Value v = MergeFunctions.one(state, loc, definitions).force();
    boolean bare = v instanceof NixPath || (v instanceof NixString s && s.context().isEmpty());
    return bare ? library.toDerivation(state, v) : v;
  }
}
