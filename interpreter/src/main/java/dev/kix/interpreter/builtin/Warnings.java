package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;

/** What builtins tell the user without failing. */
final class Warnings {
  private Warnings() {}

  /** Prints {@code e} as a warning, with position and frames. */
  static void warn(EvalState state, EvalException e) {
    state.services().message(DiagnosticRenderer.plain(false).warningBytes(e));
  }

  /** Prints {@code message} as a warning. */
  static void warn(EvalState state, String message) {
    warn(state, Errors.eval(message));
  }
}
