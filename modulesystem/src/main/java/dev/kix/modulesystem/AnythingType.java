package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.Value;
import java.util.List;

/** {@code anything}: sets merge recursively, functions by their results, the rest must be equal. */
final class AnythingType extends SimpleType {
  private final ModuleLibrary library;

  AnythingType(ModuleLibrary library) {
    super(library, "anything", "anything");
    this.library = library;
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    return true;
  }

  @Override
  Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
    String kind = kind(definitions.get(0).value().force());
    for (Definition d : definitions) {
      if (!kind(d.value().force()).equals(kind)) {
        throw Problems.conflict(
            state,
            loc,
            definitions,
            "The option `"
                + loc.show()
                + "' has conflicting option types in "
                + Show.filesOf(state, definitions));
      }
    }
    return switch (kind) {
      case "set" ->
          new AttrsOfType(state, library, TypeRef.of(state, this), false, "name")
              .merge(state, loc, definitions)
              .value();
      case "package" -> MergeFunctions.one(state, loc, definitions);
      case "lambda" -> mergedFunction(loc, definitions);
      default -> MergeFunctions.equal(state, loc, definitions);
    };
  }

  private static String kind(Value v) {
    return v instanceof NixAttrs && Nix.isStringLike(v)
        ? "package"
        : v instanceof NixFunction ? "lambda" : v.type().typeName();
  }

  private Value mergedFunction(Loc loc, List<Definition> definitions) {
    AnythingType self = this;
    return new NativeFunction() {
      @Override
      Value apply(EvalState s, Lazy argument) {
        return self.mergeValues(
                s, loc.child("<function body>"), MergeFunctions.applied(s, definitions, argument))
            .force();
      }
    };
  }
}
