package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.ArrayDeque;

/** One run of {@code builtins.genericClosure}. */
final class GenericClosure {
  private final EvalState state;

  /** What is still to be looked at; what was looked at is let go, which often is most of it. */
  private final ArrayDeque<Lazy> work = new ArrayDeque<>();

  private final ClosureKeys keys;

  private GenericClosure(EvalState state) {
    this.state = state;
    this.keys = new ClosureKeys(state, this::key);
  }

  static NixList of(EvalState state, Lazy argument) {
    NixAttrs attrs =
        state.forceAttrs(
            argument,
            null,
            "while evaluating the first argument passed to builtins.genericClosure");
    NixList start =
        state.forceList(
            state.attribute(
                attrs, "startSet", "in the attrset passed as argument to builtins.genericClosure"),
            null,
            "while evaluating the 'startSet' attribute passed as argument to"
                + " builtins.genericClosure");
    if (start.size() == 0) {
      return start;
    }
    Value operator =
        state.forceFunction(
            state.attribute(
                attrs, "operator", "in the attrset passed as argument to builtins.genericClosure"),
            null,
            "while evaluating the 'operator' attribute passed as argument to"
                + " builtins.genericClosure");
    return new GenericClosure(state).run(start, operator);
  }

  private NixList run(NixList start, Value operator) {
    for (int i = 0; i < start.size(); i++) {
      work.add(start.get(i));
    }
    ListBuilder result = new ListBuilder(start.size());
    for (Lazy element; (element = work.poll()) != null; ) {
      Value key = state.force(key(element), null);
      if (!keys.add(key, element, result)) {
        continue;
      }
      result.add(element);
      try {
        NixList more =
            state.forceList(
                state.call(operator, null, element),
                null,
                "while evaluating the return value of the `operator` passed to"
                    + " builtins.genericClosure");
        for (int i = 0; i < more.size(); i++) {
          state.force(more.get(i), null);
          work.add(more.get(i));
        }
      } catch (EvalException e) {
        throw e.during(null, "while calling operator on genericClosure element " + show(element));
      }
    }
    return result.build();
  }

  private Lazy key(Lazy element) {
    try {
      return state.attribute(state.forceAttrs(element, null, ""), "key", "");
    } catch (EvalException e) {
      throw e.during(null, "in genericClosure element " + show(element));
    }
  }

  static String show(Lazy element) {
    return ValuePrinter.abbreviate(element);
  }
}
