package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Arithmetic;
import dev.kix.interpreter.eval.Comparison;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.FloatFormat;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Numbers. */
final class ArithmeticBuiltins {
  /** -2^63, the least double that is a 64-bit integer; its negation is the first that is none. */
  private static final double MIN = Long.MIN_VALUE;

  private static final String PRECISION_BUG =
      "Due to a bug (see https://github.com/NixOS/nix/issues/12899) ";
  private static final String FUTURE =
      ".\n\tFuture Nix versions might implement the correct behavior.";

  private ArithmeticBuiltins() {}

  @NixBuiltin(
      name = "add",
      args = {"e1", "e2"},
      doc = "The sum of the numbers *e1* and *e2*: `e1 + e2`. It is an error if integers overflow.",
      example =
          """
          builtins.add 1 2.5
          => 3.5
          """)
  static Value add(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    return Arithmetic.add(state, state.force(e1, null), state.force(e2, null));
  }

  @NixBuiltin(
      name = "sub",
      args = {"e1", "e2"},
      since = "0.11",
      doc =
          """
          The difference of the numbers *e1* and *e2*: `e1 - e2`. It is an error if integers \
          overflow.
          """,
      example =
          """
          builtins.sub 5 7
          => -2
          """)
  static Value sub(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    return Arithmetic.sub(state, state.force(e1, null), state.force(e2, null));
  }

  @NixBuiltin(
      name = "mul",
      args = {"e1", "e2"},
      since = "0.12",
      doc =
          """
          The product of the numbers *e1* and *e2*: `e1 * e2`. It is an error if integers overflow.
          """,
      example =
          """
          builtins.mul 6 7
          => 42
          """)
  static Value mul(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    return Arithmetic.mul(state, state.force(e1, null), state.force(e2, null));
  }

  @NixBuiltin(
      name = "div",
      args = {"e1", "e2"},
      since = "0.12",
      doc =
          """
          The quotient of the numbers *e1* and *e2*: `e1 / e2`. Integers divide towards zero; \
          dividing by zero is an error, by the float zero too.
          """,
      example =
          """
          [ (builtins.div 7 2) (builtins.div 7 2.0) ]
          => [ 3 3.5 ]
          """)
  static Value div(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    return Arithmetic.div(state, state.force(e1, null), state.force(e2, null));
  }

  @NixBuiltin(
      name = "lessThan",
      args = {"e1", "e2"},
      doc =
          """
          `e1 < e2`: numbers by value, strings and paths by bytes, lists by their first different \
          elements. Other values cannot be compared.
          """,
      example =
          """
          [ (builtins.lessThan 1 1.5) (builtins.lessThan "b" "a") (builtins.lessThan [ 1 2 ] [ 1 3 ]) ]
          => [ true false true ]
          """)
  static Value lessThan(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    return NixBool.of(
        Comparison.lessThan(state, state.force(e1, null), state.force(e2, null), null, ""));
  }

  @NixBuiltin(
      name = "ceil",
      args = {"number"},
      since = "2.4",
      doc = "The least integer that is not below *number*. An integer is returned as it is.",
      example =
          """
          map builtins.ceil [ 1.1 (-1.9) 3 ]
          => [ 2 -1 3 ]
          """)
  static Value ceil(EvalState state, @Nullable Position pos, Lazy number) {
    double value =
        state.forceFloat(
            number, null, "while evaluating the first argument passed to builtins.ceil");
    return toInt(number.force(), Math.ceil(value));
  }

  @NixBuiltin(
      name = "floor",
      args = {"number"},
      since = "2.4",
      doc = "The greatest integer that is not above *number*. An integer is returned as it is.",
      example =
          """
          map builtins.floor [ 1.9 (-1.1) 3 ]
          => [ 1 -2 3 ]
          """)
  static Value floor(EvalState state, @Nullable Position pos, Lazy number) {
    double value =
        state.forceFloat(
            number, null, "while evaluating the first argument passed to builtins.floor");
    return toInt(number.force(), Math.floor(value));
  }

  /** Nix converts integers to floats on the way, and refuses those that do not survive it. */
  private static Value toInt(Value argument, double rounded) {
    boolean fits = rounded >= MIN && rounded < -MIN;
    if (argument instanceof NixInt i) {
      if (!fits) {
        throw Errors.eval(
            PRECISION_BUG
                + "the NixInt argument "
                + i.value()
                + " caused undefined behavior in previous Nix versions"
                + FUTURE);
      }
      if ((long) rounded != i.value()) {
        throw Errors.eval(
            PRECISION_BUG
                + "a loss of precision occurred in previous Nix versions because the NixInt"
                + " argument "
                + i.value()
                + " was rounded to "
                + (long) rounded
                + FUTURE);
      }
      return i;
    }
    if (!fits) {
      throw Errors.eval(
          "NixFloat argument " + FloatFormat.general(rounded) + " is not in the range of NixInt");
    }
    return NixInt.of((long) rounded);
  }

  @NixBuiltin(
      name = "bitAnd",
      args = {"e1", "e2"},
      since = "2.1",
      doc = "The bitwise AND of the integers *e1* and *e2*.",
      example =
          """
          builtins.bitAnd 12 10
          => 8
          """)
  static Value bitAnd(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    long a =
        state.forceInt(e1, null, "while evaluating the first argument passed to builtins.bitAnd");
    long b =
        state.forceInt(e2, null, "while evaluating the second argument passed to builtins.bitAnd");
    return NixInt.of(a & b);
  }

  @NixBuiltin(
      name = "bitOr",
      args = {"e1", "e2"},
      since = "2.1",
      doc = "The bitwise OR of the integers *e1* and *e2*.",
      example =
          """
          builtins.bitOr 12 10
          => 14
          """)
  static Value bitOr(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    long a =
        state.forceInt(e1, null, "while evaluating the first argument passed to builtins.bitOr");
    long b =
        state.forceInt(e2, null, "while evaluating the second argument passed to builtins.bitOr");
    return NixInt.of(a | b);
  }

  @NixBuiltin(
      name = "bitXor",
      args = {"e1", "e2"},
      since = "2.1",
      doc = "The bitwise XOR of the integers *e1* and *e2*.",
      example =
          """
          builtins.bitXor 12 10
          => 6
          """)
  static Value bitXor(EvalState state, @Nullable Position pos, Lazy e1, Lazy e2) {
    long a =
        state.forceInt(e1, null, "while evaluating the first argument passed to builtins.bitXor");
    long b =
        state.forceInt(e2, null, "while evaluating the second argument passed to builtins.bitXor");
    return NixInt.of(a ^ b);
  }
}
