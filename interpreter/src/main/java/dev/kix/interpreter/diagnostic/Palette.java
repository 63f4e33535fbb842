package dev.kix.interpreter.diagnostic;

/** The colours of a diagnostic, or none. */
enum Palette {
  NONE,
  ANSI;

  String red(String text) {
    return wrap(Ansi.RED, text);
  }

  String blue(String text) {
    return wrap(Ansi.BLUE, text);
  }

  String magenta(String text) {
    return wrap(Ansi.MAGENTA, text);
  }

  /** What stands before an argument of a message. */
  String argument() {
    return this == ANSI ? Ansi.MAGENTA : "";
  }

  /** What stands after an argument of a message. */
  String normal() {
    return this == ANSI ? Ansi.NORMAL : "";
  }

  private String wrap(String colour, String text) {
    return this == ANSI ? colour + text + Ansi.NORMAL : text;
  }

  /** Colours what stands in single quotes: the names and paths that a message speaks of. */
  String highlight(String text) {
    if (this == NONE || text.indexOf('\'') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 32);
    int i = 0;
    while (i < text.length()) {
      int open = text.indexOf('\'', i);
      int close = open < 0 || !isOpening(text, open) ? -1 : closing(text, open + 1);
      if (open < 0) {
        break;
      }
      if (close < 0) {
        out.append(text, i, open + 1); // an apostrophe
        i = open + 1;
        continue;
      }
      out.append(text, i, open + 1).append(magenta(text.substring(open + 1, close))).append('\'');
      i = close + 1;
    }
    return out.append(text, i, text.length()).toString();
  }

  private static boolean isOpening(String text, int i) {
    return i == 0 || " (\n".indexOf(text.charAt(i - 1)) >= 0;
  }

  private static int closing(String text, int from) {
    for (int i = text.indexOf('\'', from); i >= 0; i = text.indexOf('\'', i + 1)) {
      if (i + 1 == text.length() || " ,.;:)?!\n".indexOf(text.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
