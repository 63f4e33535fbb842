package dev.kix.interpreter.regex;

/** A text is too long for an expression: remembering what was tried would take 256 MB. */
public final class RegexLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegexLimitException() {
    super("memory limit exceeded by a regular expression", null, false, false);
  }
}
