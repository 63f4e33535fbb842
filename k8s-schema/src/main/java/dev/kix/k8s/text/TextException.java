package dev.kix.k8s.text;

import org.jspecify.annotations.Nullable;

/** A document that cannot be read. Has no Java stack trace; never leaves the package. */
final class TextException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final @Nullable String hint;

  /**
   * @param line the line within the document, counted from 1; 0 when it is not known
   */
  TextException(String message, int line, @Nullable String hint) {
    super(message, null, false, false);
    this.line = line;
    this.hint = hint;
  }

  int line() {
    return line;
  }

  @Nullable String hint() {
    return hint;
  }

  String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
