package dev.kix.cli.repl;

/** The text of a documentation comment. */
final class DocComment {
  private DocComment() {}

  /**
   * The text without markers and without the indentation that all lines share.
   *
   * @param comment from {@code /**} to the end marker
   */
  static String text(String comment) {
    String inner = comment;
    if (inner.startsWith("/**")) {
      inner = inner.substring(3);
    }
    if (inner.endsWith("*/")) {
      inner = inner.substring(0, inner.length() - 2);
    }
    return inner.stripIndent().strip();
  }
}
