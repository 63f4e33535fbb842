package dev.kix.grammar;

/** From the text of a path literal to an absolute path. Textual: no file is looked at. */
final class PathLiteral {
  private PathLiteral() {}

  /**
   * @param literal the literal, absolute or relative; a final slash is kept, an interpolation
   *     follows it
   * @param base an absolute folder
   */
  static String resolve(String literal, String base) {
    StringBuilder out = new StringBuilder(base.length() + literal.length());
    if (literal.charAt(0) != '/') {
      append(base, out);
    }
    append(literal, out);
    if (out.length() == 0) {
      out.append('/');
    }
    if (literal.length() > 1 && literal.charAt(literal.length() - 1) == '/') {
      out.append('/');
    }
    return out.toString();
  }

  private static void append(String path, StringBuilder out) {
    int i = 0;
    while (i < path.length()) {
      int slash = path.indexOf('/', i);
      int end = slash < 0 ? path.length() : slash;
      appendComponent(path, i, end, out);
      i = end + 1;
    }
  }

  private static void appendComponent(String path, int from, int to, StringBuilder out) {
    int length = to - from;
    if (length == 0 || (length == 1 && path.charAt(from) == '.')) {
      return;
    }
    if (length == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.') {
      out.setLength(Math.max(0, out.lastIndexOf("/")));
      return;
    }
    out.append('/').append(path, from, to);
  }
}
