package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code coercedTo}: values of one type converted to another by a function. */
final class CoercedToType extends NativeType {
  private static final List<String> PLAIN = List.of("noun");
  private static final Shape NESTED = Nix.shape("coercedType", "finalType");

  private final ModuleLibrary library;
  private final TypeRef from;
  private final Lazy function;
  private final TypeRef to;

  CoercedToType(ModuleLibrary library, TypeRef from, Lazy function, TypeRef to) {
    this.library = library;
    this.from = from;
    this.function = function;
    this.to = to;
  }

  @Override
  String name() {
    return "coercedTo";
  }

  @Override
  String description() {
    return to.phrase(PLAIN) + " or " + from.phrase(PLAIN) + " convertible to it";
  }

  @Override
  @Nullable String descriptionClass() {
    return null;
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    return (from.check(v) && to.check(state.call(function.force(), null, v))) || to.check(v);
  }

  @Override
  boolean checksWhileMerging() {
    return true;
  }

  @Override
  Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
    List<Definition> converted = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      Lazy value =
          new Deferred() {
            @Override
            Value compute() {
              boolean convertible =
                  from.checksWhileMerging()
                      ? from.merge(loc, List.of(d)).headError() == null
                      : from.check(d.value());
              return convertible
                  ? state.call(function.force(), null, d.value())
                  : d.value().force();
            }
          };
      converted.add(d.withValue(value));
    }
    if (to.checksWhileMerging()) {
      return to.merge(loc, converted);
    }
    Merged.HeadError error = headError(state, this, definitions);
    if (error != null) {
      return new Merged(error, NixNull.NULL, ValueMeta.NONE);
    }
    return to.merge(loc, converted);
  }

  @Override
  @Nullable Lazy emptyValue() {
    return to.emptyValue();
  }

  @Override
  Value subOptions(EvalState state, Lazy prefix) {
    return to.subOptions(prefix);
  }

  @Override
  Lazy subModules() {
    return new TypeParts.SubModules(to);
  }

  @Override
  Value substSubModules(EvalState state, Lazy modules) {
    return new CoercedToType(library, from, function, to.substSubModules(modules)).attrs();
  }

  @Override
  Lazy nestedTypes() {
    return NixAttrs.of(NESTED, new Lazy[] {from.source(), to.source()});
  }

  @Override
  Lazy functor() {
    return TypeFunctors.plain("coercedTo", library.typeNamed("coercedTo"));
  }

  @Override
  Value typeMerge(EvalState state, Lazy other) {
    return NixNull.NULL; // functions cannot be compared
  }
}
