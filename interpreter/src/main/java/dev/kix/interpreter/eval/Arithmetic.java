package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code + - * /} on numbers, as {@code builtins.add} and its siblings do them: integers overflow
 * with an error, and one float makes the other operand a float.
 *
 * <p>Each method throws {@link EvalException} when an operand is no number or the result does not
 * fit; its position is that of the call's frame, as in Nix.
 */
public final class Arithmetic {
  private static final String ADD_1 = "while evaluating the first argument of the addition";
  private static final String ADD_2 = "while evaluating the second argument of the addition";
  private static final String SUB_1 = "while evaluating the first argument of the subtraction";
  private static final String SUB_2 = "while evaluating the second argument of the subtraction";
  private static final String MUL_1 = "while evaluating the first argument of the multiplication";
  // Nix 2.35 says it so.
  private static final String MUL_1_FLOAT = "while evaluating the first of the multiplication";
  private static final String MUL_2 = "while evaluating the second argument of the multiplication";
  private static final String DIV_1 = "while evaluating the first operand of the division";
  private static final String DIV_2 = "while evaluating the second operand of the division";

  private Arithmetic() {}

  public static Value add(EvalState state, Value a, Value b) {
    if (a instanceof NixFloat || b instanceof NixFloat) {
      return NixFloat.of(state.forceFloat(a, null, ADD_1) + state.forceFloat(b, null, ADD_2));
    }
    long x = state.forceInt(a, null, ADD_1);
    long y = state.forceInt(b, null, ADD_2);
    long r = x + y;
    if (((x ^ r) & (y ^ r)) < 0) {
      throw overflow("adding", x, '+', y, null);
    }
    return NixInt.of(r);
  }

  public static Value sub(EvalState state, Value a, Value b) {
    if (a instanceof NixFloat || b instanceof NixFloat) {
      return NixFloat.of(state.forceFloat(a, null, SUB_1) - state.forceFloat(b, null, SUB_2));
    }
    long x = state.forceInt(a, null, SUB_1);
    long y = state.forceInt(b, null, SUB_2);
    long r = x - y;
    if (((x ^ y) & (x ^ r)) < 0) {
      throw overflow("subtracting", x, '-', y, null);
    }
    return NixInt.of(r);
  }

  public static Value mul(EvalState state, Value a, Value b) {
    if (a instanceof NixFloat || b instanceof NixFloat) {
      return NixFloat.of(state.forceFloat(a, null, MUL_1_FLOAT) * state.forceFloat(b, null, MUL_2));
    }
    long x = state.forceInt(a, null, MUL_1);
    long y = state.forceInt(b, null, MUL_2);
    long r = x * y;
    if (Math.multiplyHigh(x, y) != r >> 63) {
      throw overflow("multiplying", x, '*', y, null);
    }
    return NixInt.of(r);
  }

  public static Value div(EvalState state, Value a, Value b) {
    double divisor = state.forceFloat(b, null, DIV_2);
    if (divisor == 0) {
      throw new EvalException(ErrorKind.EVAL, "division by zero", null);
    }
    if (a instanceof NixFloat || b instanceof NixFloat) {
      return NixFloat.of(state.forceFloat(a, null, DIV_1) / divisor);
    }
    long x = state.forceInt(a, null, DIV_1);
    long y = state.forceInt(b, null, DIV_2);
    if (x == Long.MIN_VALUE && y == -1) {
      throw overflow("dividing", x, '/', y, null);
    }
    return NixInt.of(x / y);
  }

  /**
   * The error of an integer operation whose result does not fit 64 bits.
   *
   * @param doing {@code adding}
   */
  public static EvalException overflow(
      String doing, long x, char operator, long y, @Nullable Position pos) {
    return new EvalException(
        ErrorKind.EVAL, "integer overflow in " + doing + " " + x + " " + operator + " " + y, pos);
  }
}
