package dev.kix.interpreter.regex;

import java.util.Locale;

/** Reads what is between brackets: {@code [^a-z[:digit:]_]}. */
final class BracketParser {
  /** What the last term was: a range needs a single character before it. */
  private static final int NOTHING = -1;

  private static final int CLASS = -2;

  private final String text;
  private final ByteSet set;
  private int at;

  /** A character not yet added because a range may begin with it; or one of the constants. */
  private int last = NOTHING;

  private BracketParser(String text, int at, ByteSet set) {
    this.text = text;
    this.at = at;
    this.set = set;
  }

  /**
   * Adds to {@code set} what the bracket expression matches.
   *
   * @param at behind the opening bracket
   * @return the index behind the closing bracket
   */
  static int parse(String text, int at, ByteSet set) throws RegexException {
    return new BracketParser(text, at, set).run();
  }

  private int run() throws RegexException {
    boolean inverted = peek() == '^';
    if (inverted) {
      at++;
    }
    if (peek() == ']' || peek() == '-') { // ordinary at the beginning
      last = text.charAt(at++);
    }
    while (peek() != ']') {
      term();
    }
    at++;
    flush();
    if (inverted) {
      set.invert();
    }
    return at;
  }

  private char peek() throws RegexException {
    if (at == text.length()) {
      throw RegexException.syntax("missing ']'");
    }
    return text.charAt(at);
  }

  private void flush() {
    if (last >= 0) {
      set.add(last);
    }
  }

  private void term() throws RegexException {
    char c = text.charAt(at++);
    if (c == '[' && at < text.length() && ".:=".indexOf(text.charAt(at)) >= 0) {
      named(text.charAt(at++));
    } else if (c == '-') {
      dash();
    } else {
      character(c);
    }
  }

  private void character(int c) {
    flush();
    last = c;
  }

  private void named(char kind) throws RegexException {
    int end = text.indexOf(kind, at);
    if (end < 0 || end + 1 >= text.length() || text.charAt(end + 1) != ']') {
      throw RegexException.syntax("unterminated name in brackets");
    }
    String name = text.substring(at, end);
    at = end + 2;
    if (kind == '.') {
      character(CollatingNames.character(name));
      return;
    }
    flush();
    last = CLASS;
    if (kind == ':') {
      addClass(name);
    } else {
      // In the C locale a letter is equivalent to itself in the other case, nothing else is.
      int c = CollatingNames.character(name);
      set.add(c);
      if (isLetter(c)) {
        set.add(c ^ 0x20);
      }
    }
  }

  private void dash() throws RegexException {
    if (peek() == ']') {
      character('-');
      return;
    }
    if (last < 0) {
      throw RegexException.syntax("'-' without a character before it");
    }
    char high = text.charAt(at++);
    if (high == '[' && at < text.length() && ".:=".indexOf(text.charAt(at)) >= 0) {
      throw RegexException.syntax("a range ends in a class");
    }
    // Bytes are compared as signed numbers, as C++ does with char on x86 and on macOS.
    int low = (byte) last;
    if (low > (byte) high) {
      throw RegexException.syntax("a range is upside down");
    }
    for (int b = low; b <= (byte) high; b++) {
      set.add(b & 0xff);
    }
    last = NOTHING;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private void addClass(String name) throws RegexException {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "alnum" -> alnum();
      case "w" -> {
        alnum();
        set.add('_');
      }
      case "alpha" -> {
        set.addRange('a', 'z');
        set.addRange('A', 'Z');
      }
      case "blank" -> {
        set.add(' ');
        set.add('\t');
      }
      case "cntrl" -> {
        set.addRange(0, 0x1f);
        set.add(0x7f);
      }
      case "d", "digit" -> set.addRange('0', '9');
      case "graph" -> set.addRange(0x21, 0x7e);
      case "lower" -> set.addRange('a', 'z');
      case "print" -> set.addRange(0x20, 0x7e);
      case "punct" -> {
        set.addRange(0x21, 0x2f);
        set.addRange(0x3a, 0x40);
        set.addRange(0x5b, 0x60);
        set.addRange(0x7b, 0x7e);
      }
      case "s", "space" -> {
        set.add(' ');
        set.addRange('\t', '\r');
      }
      case "upper" -> set.addRange('A', 'Z');
      case "xdigit" -> {
        set.addRange('0', '9');
        set.addRange('a', 'f');
        set.addRange('A', 'F');
      }
      default -> throw RegexException.syntax("unknown character class '" + name + "'");
    }
  }

  private void alnum() {
    set.addRange('0', '9');
    set.addRange('a', 'z');
    set.addRange('A', 'Z');
  }
}
