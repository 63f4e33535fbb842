package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The merge functions of {@code lib.options}. */
final class MergeFunctions {
  private MergeFunctions() {}

  /** {@code mergeEqualOption}: all values must be equal. */
  static Lazy equal(EvalState state, Loc loc, List<Definition> definitions) {
    if (definitions.isEmpty()) {
      throw new EvalException(
          ErrorKind.ABORT,
          "evaluation aborted with the following error message: 'This case should never happen.'",
          null);
    }
    Definition first = definitions.get(0);
    for (int i = 1; i < definitions.size(); i++) {
      Definition other = definitions.get(i);
      if (!Nix.equal(state, other.value(), first.value())) {
        throw Problems.conflict(state, loc, List.of(first, other));
      }
    }
    return first.value();
  }

  /** {@code mergeOneOption}: there must be one definition. */
  static Lazy one(EvalState state, Loc loc, List<Definition> definitions) {
    requireOne(state, loc, definitions, "");
    return definitions.get(0).value();
  }

  /** Fails unless there is exactly one definition. */
  static void requireOne(EvalState state, Loc loc, List<Definition> definitions, String message) {
    if (definitions.size() > 1) {
      throw Problems.notUnique(state, loc, definitions, message);
    }
    if (definitions.isEmpty()) {
      throw new EvalException(
          ErrorKind.ASSERTION, "assertion '(__lessThan 1 (length defs))' failed", null);
    }
  }

  /** {@code mergeDefaultOption}: by the kind of the values. */
  static Lazy byKind(EvalState state, Loc loc, List<Definition> definitions) {
    if (definitions.size() == 1) {
      return definitions.get(0).value();
    }
    List<Value> values = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      values.add(d.value().force());
    }
    if (allFunctions(state, values)) {
      return mergedFunction(loc, definitions);
    }
    if (all(values, NixList.class)) {
      NixList result = NixList.EMPTY;
      for (Value v : values) {
        result = Nix.concat(result, (NixList) v);
      }
      return result;
    }
    if (all(values, NixAttrs.class)) {
      return union(values);
    }
    if (all(values, NixBool.class)) {
      return NixBool.of(values.contains(NixBool.TRUE));
    }
    if (all(values, NixString.class)) {
      return join("", values);
    }
    if (all(values, NixInt.class)) {
      long first = values.isEmpty() ? 0 : ((NixInt) values.get(0)).value();
      if (!values.isEmpty() && values.stream().allMatch(v -> ((NixInt) v).value() == first)) {
        return values.get(0);
      }
    }
    throw Problems.conflict(
        state,
        loc,
        definitions,
        "Cannot merge definitions of `"
            + loc.show()
            + "'. Definition values:"
            + Show.definitions(state, definitions));
  }

  private static boolean allFunctions(EvalState state, List<Value> values) {
    for (Value v : values) {
      if (!Nix.isFunction(state, v)) {
        return false;
      }
    }
    return true;
  }

  private static boolean all(List<Value> values, Class<? extends Value> kind) {
    for (Value v : values) {
      if (!kind.isInstance(v)) {
        return false;
      }
    }
    return true;
  }

  private static Value mergedFunction(Loc loc, List<Definition> definitions) {
    return new NativeFunction() {
      @Override
      Value apply(EvalState s, Lazy argument) {
        return byKind(s, loc, applied(s, definitions, argument)).force();
      }
    };
  }

  /** The definitions, each a function, applied to {@code argument} when wanted. */
  static List<Definition> applied(EvalState state, List<Definition> definitions, Lazy argument) {
    List<Definition> results = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      Lazy result =
          new Deferred() {
            @Override
            Value compute() {
              return state.call(d.value().force(), null, argument);
            }
          };
      results.add(Definition.of(d.file(), result, d.position()));
    }
    return results;
  }

  /** The sets joined by {@code //}. */
  static NixAttrs union(List<Value> values) {
    NixAttrs result = NixAttrs.EMPTY;
    for (Value v : values) {
      result = NixAttrs.update(result, (NixAttrs) v);
    }
    return result;
  }

  /** {@code concatStringsSep separator values}, contexts united. */
  static NixString join(String separator, List<Value> strings) {
    if (strings.size() == 1) {
      return (NixString) strings.get(0);
    }
    StringBuilder out = new StringBuilder();
    StringContext context = StringContext.EMPTY;
    for (int i = 0; i < strings.size(); i++) {
      NixString s = (NixString) strings.get(i);
      out.append(i == 0 ? "" : separator).append(s.value());
      context = context.union(s.context());
    }
    return NixString.of(out.toString(), context);
  }
}
