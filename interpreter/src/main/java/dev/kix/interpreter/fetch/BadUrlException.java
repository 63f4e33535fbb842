package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;

/**
 * A text that is not the URL it should be. Apart from {@link EvalException}, because what is no URL
 * may still be something else, such as a path; at the edge of the evaluator it becomes one.
 */
public final class BadUrlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message in Nix's words, one char per byte
   */
  public BadUrlException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }

  /** The same error as an evaluation error. */
  public EvalException toEvalException() {
    return new EvalException(ErrorKind.EVAL, getMessage(), null);
  }
}
