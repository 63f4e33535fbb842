package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.List;

/** {@code mkOptionType}: types whose check and merge are written in Nix. */
final class CustomTypes {
  private static final List<String> KNOWN =
      List.of(
          "check",
          "deprecationMessage",
          "description",
          "descriptionClass",
          "emptyValue",
          "functor",
          "getSubModules",
          "getSubOptions",
          "merge",
          "name",
          "nestedTypes",
          "substSubModules",
          "typeMerge");

  /** {@code x: true}. */
  private static final NativeFunction ACCEPT =
      new NativeFunction() {
        @Override
        Value apply(EvalState state, Lazy v) {
          return NixBool.TRUE;
        }
      };

  private static final NativeFunction NO_OPTIONS =
      new NativeFunction() {
        @Override
        Value apply(EvalState state, Lazy prefix) {
          return NixAttrs.EMPTY;
        }
      };

  private static final NativeFunction NO_MODULES =
      new NativeFunction() {
        @Override
        Value apply(EvalState state, Lazy modules) {
          return NixNull.NULL;
        }
      };

  /** {@code mergeDefaultOption}. */
  static final NativeFunction2 MERGE_BY_KIND =
      new NativeFunction2() {
        @Override
        Value apply(EvalState state, Lazy loc, Lazy definitions) {
          return MergeFunctions.byKind(
                  state, Loc.of(Nix.strings(state, loc)), Definition.ofList(state, definitions))
              .force();
        }
      };

  private CustomTypes() {}

  static NixAttrs make(ModuleLibrary library, NixAttrs given) {
    Arguments.rejectUnknown(given, "mkOptionType", KNOWN);
    Arguments.require(given, "mkOptionType", "name");
    Lazy name = Nix.selectLazy(given, "name");
    Lazy functor = given.get("functor");
    if (functor == null) {
      functor =
          new Deferred() {
            @Override
            Value compute() {
              String n = ((NixString) name.force()).value();
              return TypeFunctors.plain(n, library.typeNamed(n));
            }
          };
    }
    Lazy ownFunctor = functor;
    NativeFunction typeMerge =
        new NativeFunction() {
          @Override
          Value apply(EvalState state, Lazy other) {
            return TypeFunctors.defaultMerge(state, state.forceAttrs(ownFunctor, null, ""), other);
          }
        };
    Lazy description = given.get("description");
    Lazy described =
        description == null
            ? name
            : new Deferred() {
              @Override
              Value compute() {
                Value d = description.force();
                return d == NixNull.NULL ? name.force() : d;
              }
            };
    NixAttrs defaults =
        new AttrsBuilder(14)
            .put("_type", NativeType.OPTION_TYPE)
            .put("check", ACCEPT)
            .put("deprecationMessage", NixNull.NULL)
            .put("description", described)
            .put("descriptionClass", NixNull.NULL)
            .put("emptyValue", NixAttrs.EMPTY)
            .put("functor", functor)
            .put("getSubModules", NixNull.NULL)
            .put("getSubOptions", NO_OPTIONS)
            .put("merge", MERGE_BY_KIND)
            .put("name", name)
            .put("nestedTypes", NixAttrs.EMPTY)
            .put("substSubModules", NO_MODULES)
            .put("typeMerge", typeMerge)
            .build();
    return NixAttrs.update(defaults, Nix.without(given, List.of("description")));
  }
}
