package dev.kix.interpreter.diagnostic;

/** The colours of Nix's terminal output, as escape sequences. */
public final class Ansi {
  public static final String NORMAL = "\033[0m";
  public static final String FAINT = "\033[2m";
  public static final String RED = "\033[31;1m";
  public static final String GREEN = "\033[32;1m";
  public static final String BLUE = "\033[34;1m";
  public static final String MAGENTA = "\033[35;1m";
  public static final String CYAN = "\033[36;1m";

  private Ansi() {}

  /**
   * {@code text} without escape sequences, so that what a program quotes cannot repaint the
   * terminal. Carriage returns and bells go too, tabs become blanks up to the next multiple of 8,
   * as Nix does it.
   *
   * @param text one char per byte
   */
  public static String strip(String text) {
    int i = firstSpecial(text);
    if (i < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int width = 0;
    int n = text.length();
    i = 0;
    while (i < n) {
      char c = text.charAt(i);
      switch (c) {
        case '\033' -> i = afterEscape(text, i + 1);
        case '\t' -> {
          do {
            out.append(' ');
            width++;
          } while (width % 8 != 0);
          i++;
        }
        case '\r', '\007' -> i++;
        default -> {
          out.append(c);
          if ((c & 0xC0) != 0x80) { // continuation bytes of UTF-8 take no column
            width++;
          }
          i++;
        }
      }
    }
    return out.toString();
  }

  private static int firstSpecial(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\033' || c == '\t' || c == '\r' || c == '\007') {
        return i;
      }
    }
    return -1;
  }

  /** Where text goes on after the escape sequence whose introducer ended before {@code i}. */
  private static int afterEscape(String text, int i) {
    int n = text.length();
    if (i >= n) {
      return n;
    }
    char c = text.charAt(i);
    if (c == '[') {
      i = skip(text, i + 1, '\060', '\077');
      i = skip(text, i, '\040', '\057');
      return i < n && text.charAt(i) >= '\100' && text.charAt(i) <= '\176' ? i + 1 : i;
    }
    if (c == ']') {
      i++;
      while (i < n && text.charAt(i) != '\033' && text.charAt(i) != '\007') {
        i++;
      }
      if (i < n && text.charAt(i++) == '\033' && i < n && text.charAt(i) == '\\') {
        i++;
      }
      return i;
    }
    return c >= '\100' && c <= '\137' ? i + 1 : i;
  }

  private static int skip(String text, int i, char low, char high) {
    while (i < text.length() && text.charAt(i) >= low && text.charAt(i) <= high) {
      i++;
    }
    return i;
  }
}
