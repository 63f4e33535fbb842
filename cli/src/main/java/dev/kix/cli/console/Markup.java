package dev.kix.cli.console;

/** Text inside of XML and HTML. */
public final class Markup {
  private Markup() {}

  /**
   * {@code text} as the content of an element, or of an attribute in double quotes. What XML 1.0
   * cannot hold, escaped or not (most control characters, section 2.2), becomes U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.appendCodePoint(isAllowed(c) ? c : 0xfffd);
      }
    }
    return out.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= ' '
        ? (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff
        : c == '\n' || c == '\t';
  }
}
