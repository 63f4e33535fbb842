package dev.kix.interpreter.diagnostic;

/**
 * What Nix does to each message before it prints it ({@code filterANSIEscapes}): tabs become
 * blanks, carriage returns and bells are dropped, and so are escape sequences but those for colours
 * on a terminal. Nothing that a program throws or traces can so do more to a terminal than colour.
 */
public final class TerminalText {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';
  private static final int TAB = 8;

  private final String text;
  private final boolean colours;
  private final StringBuilder out;
  private int at;

  /**
   * How wide everything so far is. As in Nix a line break does not begin anew, so that a tab in the
   * second line depends on the length of the first.
   */
  private int width;

  private TerminalText(String text, boolean colours) {
    this.text = text;
    this.colours = colours;
    this.out = new StringBuilder(text.length() + TAB);
  }

  /**
   * One message as it is to be printed.
   *
   * @param message one char per byte
   * @param colours whether colours may stay
   */
  public static String of(String message, boolean colours) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c == ESCAPE || c == '\t' || c == '\r' || c == BELL) {
        return new TerminalText(message, colours).filter();
      }
    }
    return message;
  }

  private String filter() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case ESCAPE -> escape();
        case '\t' -> {
          do {
            out.append(' ');
            width++;
          } while (width % TAB != 0);
          at++;
        }
        case '\r', BELL -> at++;
        default -> character(c);
      }
    }
    return out.toString();
  }

  private boolean in(int low, int high) {
    return at < text.length() && text.charAt(at) >= low && text.charAt(at) <= high;
  }

  private void escape() {
    int start = at++;
    char last = 0;
    if (in('[', '[')) {
      at++;
      while (in(0x30, 0x3f)) { // parameters
        at++;
      }
      while (in(0x20, 0x2f)) { // intermediate bytes
        at++;
      }
      if (in(0x40, 0x7e)) {
        last = text.charAt(at++);
      }
    } else if (in(']', ']')) { // a command that ends with a bell, or with an escape and a backslash
      at++;
      while (at < text.length() && text.charAt(at) != ESCAPE && text.charAt(at) != BELL) {
        at++;
      }
      if (at < text.length() && text.charAt(at++) == ESCAPE && in('\\', '\\')) {
        at++;
      }
    } else if (in(0x40, 0x5f)) {
      at++;
    }
    if (colours && last == 'm') {
      out.append(text, start, at);
    }
  }

  /** A character of UTF-8, or a byte that is none. */
  private void character(char first) {
    int length = length(first);
    int point = length == 1 ? first : first & (0x7f >> length);
    int n = 1;
    while (n < length && at + n < text.length() && text.charAt(at + n) >> 6 == 2) {
      point = point << 6 | (text.charAt(at + n) & 0x3f);
      n++;
    }
    width += n < length || (n == 1 && first >= 0x80) ? n : columns(point);
    out.append(text, at, at + n);
    at += n;
  }

  /** How many bytes a character has that begins with this one; 1 if none does. */
  private static int length(char first) {
    if (first >> 5 == 6) {
      return 2;
    }
    if (first >> 4 == 14) {
      return 3;
    }
    return first >> 3 == 30 ? 4 : 1;
  }

  private static int columns(int point) {
    if (point < 0x20 || (point >= 0x7f && point < 0xa0)) {
      return 0;
    }
    if (point < 0x300) {
      return point == 0xad ? 0 : 1;
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SURROGATE ->
          0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /** The blocks of Unicode's EastAsianWidth.txt that are wide, as far as anybody writes in them. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0x303e)
        || (point >= 0x3041 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1f64f)
        || (point >= 0x1f900 && point <= 0x1f9ff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
