package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;

/** Errors of builtins. They have no position: the frame of the call has. */
final class Errors {
  private Errors() {}

  static EvalException eval(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }

  /** An error with the message of {@code cause}, which is written for the user already. */
  static EvalException from(RuntimeException cause) {
    String message = cause.getMessage();
    return eval(message == null ? cause.toString() : message);
  }

  /** The same for what Nix takes for a mistake in using it. */
  static EvalException usage(RuntimeException cause) {
    return new EvalException(ErrorKind.USAGE, from(cause).getMessage(), null);
  }

  /** Reading a file or folder failed. */
  static EvalException io(String message) {
    return new EvalException(ErrorKind.IO, message, null);
  }

  static EvalException type(String message) {
    return new EvalException(ErrorKind.TYPE, message, null);
  }
}
