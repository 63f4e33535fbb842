package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A type that is another type and a rule: {@code nullOr}, {@code unique}, {@code functionTo}. */
abstract class WrapperType extends NativeType {
  final ModuleLibrary library;
  final TypeRef inner;

  WrapperType(ModuleLibrary library, TypeRef inner) {
    this.library = library;
    this.inner = inner;
  }

  /** This rule around another type. */
  abstract WrapperType around(TypeRef other);

  @Override
  Value subOptions(EvalState state, Lazy prefix) {
    return inner.subOptions(prefix);
  }

  @Override
  Lazy subModules() {
    return new TypeParts.SubModules(inner);
  }

  @Override
  Value substSubModules(EvalState state, Lazy modules) {
    return around(inner.substSubModules(modules)).attrs();
  }

  @Override
  Lazy nestedTypes() {
    return NixAttrs.of(ELEMENT, new Lazy[] {inner.source()});
  }

  @Override
  Lazy functor() {
    return TypeFunctors.ofElement(name(), library.typeFunction(name(), "elemType"), inner.source());
  }

  /** {@code nullOr}. */
  static final class NullOr extends WrapperType {
    private static final List<String> PLAIN = List.of("noun", "conjunction");

    NullOr(ModuleLibrary library, TypeRef inner) {
      super(library, inner);
    }

    @Override
    WrapperType around(TypeRef other) {
      return new NullOr(library, other);
    }

    @Override
    String name() {
      return "nullOr";
    }

    @Override
    String description() {
      return "null or " + inner.phrase(PLAIN);
    }

    @Override
    String descriptionClass() {
      return "conjunction";
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return v.force() == NixNull.NULL || inner.check(v);
    }

    @Override
    List<String> meantBy(EvalState state, Lazy v) {
      return inner.meantBy(v);
    }

    @Override
    Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
      int nulls = 0;
      for (Definition d : definitions) {
        if (d.value().force() == NixNull.NULL) {
          nulls++;
        }
      }
      if (nulls == 0) {
        return inner.mergeAsPlain(loc, definitions);
      }
      if (nulls == definitions.size()) {
        return Merged.of(NixNull.NULL);
      }
      throw Problems.conflict(
          state,
          loc,
          definitions,
          "The option `"
              + loc.show()
              + "` is defined both null and not null, in "
              + Show.filesOf(state, definitions)
              + ".");
    }

    @Override
    Lazy emptyValue() {
      return NixNull.NULL;
    }
  }

  /** {@code unique} and {@code uniq}: one definition only. */
  static final class Unique extends WrapperType {
    private final String message;

    Unique(ModuleLibrary library, TypeRef inner, String message) {
      super(library, inner);
      this.message = message;
    }

    @Override
    WrapperType around(TypeRef other) {
      return new Unique(library, other, "");
    }

    @Override
    String name() {
      return "unique";
    }

    @Override
    String description() {
      return inner.description();
    }

    @Override
    @Nullable String descriptionClass() {
      return Nix.selectOrNull(inner.attrs(), "descriptionClass") instanceof NixString s
          ? s.value()
          : null;
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return inner.check(v);
    }

    @Override
    List<String> meantBy(EvalState state, Lazy v) {
      return inner.meantBy(v);
    }

    @Override
    Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
      MergeFunctions.requireOne(state, loc, definitions, message);
      return inner.mergeAsPlain(loc, definitions);
    }

    @Override
    @Nullable Lazy emptyValue() {
      return inner.emptyValue();
    }

    @Override
    Lazy functor() {
      String m = message;
      return TypeFunctors.ofElement(
          "unique",
          new NativeFunction() {
            @Override
            Value apply(EvalState state, Lazy payload) {
              Lazy merged = Nix.selectLazy(state.forceAttrs(payload, null, ""), "elemType");
              return new Unique(library, TypeRef.of(state, merged), m).attrs();
            }
          },
          inner.source());
    }
  }

  /** {@code functionTo}: a function whose results merge as the inner type says. */
  static final class FunctionTo extends WrapperType {
    private static final List<String> PLAIN = List.of("noun", "composite");
    private static final String BODY = "<function body>";

    FunctionTo(ModuleLibrary library, TypeRef inner) {
      super(library, inner);
    }

    @Override
    WrapperType around(TypeRef other) {
      return new FunctionTo(library, other);
    }

    @Override
    String name() {
      return "functionTo";
    }

    @Override
    String description() {
      return "function that evaluates to a(n) " + inner.phrase(PLAIN);
    }

    @Override
    String descriptionClass() {
      return "composite";
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return Nix.isFunction(state, v.force());
    }

    @Override
    Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
      TypeRef result = inner;
      NativeFunction2 call =
          new NativeFunction2() {
            @Override
            Value apply(EvalState s, Lazy self, Lazy argument) {
              return new MergedDefinitions(
                      loc.child(BODY), result, MergeFunctions.applied(s, definitions, argument))
                  .force();
            }
          };
      Lazy formals =
          new Deferred() {
            @Override
            Value compute() {
              return commonFormals(state, definitions);
            }
          };
      return Merged.of(
          NixAttrs.of(Nix.shape("__functionArgs", "__functor"), new Lazy[] {formals, call}));
    }

    /** Every formal of every function; it has a default where it has one in all that name it. */
    private static Value commonFormals(EvalState state, List<Definition> definitions) {
      TreeMap<String, List<Lazy>> all = new TreeMap<>();
      for (Definition d : definitions) {
        NixAttrs formals = Nix.functionArgs(state, d.value().force()).flatten();
        for (int i = 0; i < formals.size(); i++) {
          all.computeIfAbsent(formals.name(i), name -> new ArrayList<>()).add(formals.value(i));
        }
      }
      AttrsBuilder result = new AttrsBuilder(all.size());
      all.forEach((name, flags) -> {
        boolean optional = true;
        for (Lazy flag : flags) {
          optional &= state.forceBool(flag, null, "");
        }
        result.put(name, NixBool.of(optional));
      });
      return result.build();
    }

    @Override
    Value subOptions(EvalState state, Lazy prefix) {
      return inner.subOptions(
          Nix.concat(state.forceList(prefix, null, ""), NixList.of(NixString.of(BODY))));
    }
  }
}
