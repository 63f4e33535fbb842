package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.List;

/** {@code either}: all definitions of the one type or all of the other, the first preferred. */
final class EitherType extends NativeType {
  private static final List<String> LEFT_PLAIN = List.of("noun", "conjunction");
  private static final List<String> RIGHT_PLAIN = List.of("noun", "conjunction", "composite");
  private static final Shape NESTED = Nix.shape("left", "right");

  private final ModuleLibrary library;
  private final TypeRef left;
  private final TypeRef right;

  EitherType(ModuleLibrary library, TypeRef left, TypeRef right) {
    this.library = library;
    this.left = left;
    this.right = right;
  }

  @Override
  String name() {
    return "either";
  }

  @Override
  String description() {
    return left.hasDescriptionClass("nonRestrictiveClause")
        ? left.description() + ", or " + right.phrase(LEFT_PLAIN)
        : left.phrase(LEFT_PLAIN) + " or " + right.phrase(RIGHT_PLAIN);
  }

  @Override
  String descriptionClass() {
    return "conjunction";
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    return left.check(v) || right.check(v);
  }

  @Override
  List<String> meantBy(EvalState state, Lazy v) {
    List<String> meant = left.meantBy(v);
    return meant.isEmpty() ? right.meantBy(v) : meant;
  }

  @Override
  boolean checksWhileMerging() {
    return true;
  }

  @Override
  Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
    Merged first = left.checkedMerge(loc, definitions);
    if (first.headError() == null) {
      return first;
    }
    Merged second = right.checkedMerge(loc, definitions);
    if (second.headError() == null) {
      return second;
    }
    Lazy message =
        new Deferred() {
          @Override
          Value compute() {
            return NixString.of(
                "The option `"
                    + loc.show()
                    + "` is neither a value of type `"
                    + left.description()
                    + "` nor `"
                    + right.description()
                    + "`, Definition values: "
                    + Show.definitions(state, definitions));
          }
        };
    Lazy value =
        new Deferred() {
          @Override
          Value compute() {
            library.warn(
                "One or more definitions did not pass the type-check of the 'either' type.\n"
                    + ((NixString) message.force()).value()
                    + "\nIf `either`, `oneOf` or similar is used in freeformType, ensure that it"
                    + " is preceded by an 'attrsOf' such as: `freeformType = types.attrsOf"
                    + " (types.either t1 t2)`.\nOtherwise consider using the correct type for the"
                    + " option `"
                    + loc.show()
                    + "`.  This will be an error in Nixpkgs 26.05.\n");
            return MergeFunctions.one(state, loc, definitions).force();
          }
        };
    Merged.HeadError error = Merged.HeadError.of(definitions, message);
    return new Merged(error, value, ValueMeta.headError(error));
  }

  @Override
  Lazy nestedTypes() {
    return NixAttrs.of(NESTED, new Lazy[] {left.source(), right.source()});
  }

  @Override
  Lazy functor() {
    return TypeFunctors.ofElement(
        "either", library.typeNamed("either"), NixList.of(left.source(), right.source()));
  }

  @Override
  Value typeMerge(EvalState state, Lazy other) {
    NixAttrs f = state.forceAttrs(other, null, "");
    if (!(Nix.select(f, "name") instanceof NixString s) || !s.value().equals("either")) {
      return NixNull.NULL;
    }
    NixAttrs payload = state.forceAttrs(Nix.selectLazy(f, "payload"), null, "");
    NixList types = state.forceList(Nix.selectLazy(payload, "elemType"), null, "");
    Value a = left.typeMerge(TypeRef.of(state, types.get(0)).functor());
    Value b = right.typeMerge(TypeRef.of(state, types.get(1)).functor());
    return a == null || b == null
        ? NixNull.NULL
        : new EitherType(library, TypeRef.of(state, a), TypeRef.of(state, b)).attrs();
  }
}
