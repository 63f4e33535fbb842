package dev.kix.interpreter.eval;

import dev.kix.interpreter.value.Value;

/** The operators that are calls of a builtin in disguise. */
enum ArithmeticOp {
  SUB("sub"),
  MUL("mul"),
  DIV("div");

  private final String builtin;

  ArithmeticOp(String builtin) {
    this.builtin = builtin;
  }

  /** The name in {@code builtins}. */
  String builtin() {
    return builtin;
  }

  /** The variable the parser of Nix puts in place of the operator. */
  String variable() {
    return "__" + builtin;
  }

  Value apply(EvalState state, Value a, Value b) {
    return switch (this) {
      case SUB -> Arithmetic.sub(state, a, b);
      case MUL -> Arithmetic.mul(state, a, b);
      case DIV -> Arithmetic.div(state, a, b);
    };
  }
}
