package dev.kix.interpreter.eval;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Lazy;

/** The index of {@code builtins.elemAt}, as the builtin and calls with a literal list check it. */
public final class ElementAt {
  /** The name of the builtin. */
  static final String NAME = "elemAt";

  private ElementAt() {}

  /** Which element of a list of {@code size} is meant; fails where there is none. */
  public static int index(EvalState state, Lazy n, int size) {
    long index = number(state, n);
    require(index, size);
    return (int) index;
  }

  /** The second argument. */
  public static long number(EvalState state, Lazy n) {
    return state.forceInt(
        n, null, "while evaluating the second argument passed to 'builtins.elemAt'");
  }

  /** Fails where a list of {@code size} has no such element. */
  public static void require(long index, int size) {
    if (index < 0 || index >= size) {
      throw new EvalException(
          ErrorKind.EVAL,
          "'builtins.elemAt' called with index " + index + " on a list of size " + size,
          null);
    }
  }
}
