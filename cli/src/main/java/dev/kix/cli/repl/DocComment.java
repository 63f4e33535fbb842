package dev.kix.cli.repl;

import org.jspecify.annotations.Nullable;

/** The text of a documentation comment. */
final class DocComment {
  private DocComment() {}

  /**
   * The documentation comment that stands right before an attribute, or null.
   *
   * @param source one char per byte
   * @param offset where the attribute's name begins
   */
  static @Nullable String before(String source, int offset) {
    int end = offset;
    while (end > 0 && source.charAt(end - 1) <= ' ') {
      end--;
    }
    if (!source.startsWith("*/", end - 2)) {
      return null;
    }
    // Comments do not nest: this one begins after the end of the one before.
    int begin = source.indexOf("/*", Math.max(0, source.lastIndexOf("*/", end - 3)));
    boolean documents = begin >= 0 && end - begin > 4 && source.startsWith("/**", begin);
    return documents ? source.substring(begin, end) : null;
  }

  /**
   * The text without markers and without the indentation that all lines share.
   *
   * @param comment from {@code /**} to the end marker
   */
  static String text(String comment) {
    String inner = comment;
    if (inner.startsWith("/**")) {
      inner = "   ".concat(inner.substring(3)); // its first line counts by its column
    }
    if (inner.endsWith("*/")) {
      inner = inner.substring(0, inner.length() - 2);
    }
    // An empty last line would say that nothing is indented.
    return inner.stripTrailing().stripIndent().strip();
  }
}
