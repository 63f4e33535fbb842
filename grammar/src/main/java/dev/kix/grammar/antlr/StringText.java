package dev.kix.grammar.antlr;

/** The contents of string tokens. */
public final class StringText {
  private StringText() {}

  /**
   * What stands between double quotes, or behind the two quotes of an escape in an indented string:
   * {@code \n \r \t} are what they are in C, a backslash before anything else is dropped, and CR
   * and CRLF become LF unless escaped.
   */
  public static String unescape(String text, int start, int end) {
    int i = start;
    while (i < end && text.charAt(i) != '\\' && text.charAt(i) != '\r') {
      i++;
    }
    if (i == end) {
      return text.substring(start, end);
    }
    StringBuilder out = new StringBuilder(end - start).append(text, start, i);
    while (i < end) {
      char c = text.charAt(i++);
      if (c == '\\' && i < end) {
        out.append(escaped(text.charAt(i++)));
      } else if (c == '\r') {
        out.append('\n');
        if (i < end && text.charAt(i) == '\n') {
          i++;
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }
}
