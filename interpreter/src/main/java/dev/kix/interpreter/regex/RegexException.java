package dev.kix.interpreter.regex;

/** Text that is no regular expression, or one that is too large. Carries no stack trace. */
public final class RegexException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  private RegexException(String reason, boolean tooLarge) {
    super(reason, null, false, false);
    this.tooLarge = tooLarge;
  }

  static RegexException syntax(String reason) {
    return new RegexException(reason, false);
  }

  static RegexException tooLarge() {
    return new RegexException("the expression needs too many states", true);
  }

  /** Whether the expression is well-formed but exceeds a limit. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
