package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.format.TomlError.Place;
import dev.kix.interpreter.value.Bytes;

/** Walks over a TOML text: blanks, comments, strings, keys; and points at what is wrong. */
final class TomlScanner {
  private final String text;
  private int at;

  TomlScanner(String text) {
    this.text = text;
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      at = 3;
    }
  }

  String text() {
    return text;
  }

  int position() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean accept(char c) {
    if (!atEnd() && peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Skips a comment up to the end of its line; a character that may not be in it is an error. */
  void skipComment() {
    if (peek() != '#') {
      return;
    }
    while (!atEnd() && peek() != '\n') {
      int length = characterLength(peek() == '\t');
      if (length == 0 && !text.startsWith("\r\n", at)) {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line + 1;
        throw error(
            "toml::parse_comment_line: newline (LF / CRLF) or EOF is expected",
            "but got this",
            "Hint: most of the control characters are not allowed in comments");
      }
      at += Math.max(1, length);
    }
  }

  boolean acceptLineEnd() {
    return accept('\n') || (text.startsWith("\r\n", at) && accept('\r') && accept('\n'));
  }

  /**
   * Skips what may stand between elements.
   *
   * @return whether there was the end of a line
   */
  boolean skipBlanksAndLines() {
    boolean line = false;
    while (true) {
      skipBlanks();
      skipComment();
      if (!acceptLineEnd()) {
        return line;
      }
      line = true;
    }
  }

  // ---- keys ----

  String keyPart() {
    char c = peek();
    if (c == '"' || c == '\'') {
      return line(c);
    }
    int start = at;
    while (isBareKey(peek())) {
      at++;
    }
    if (at == start) {
      throw error(
          "toml::parse_simple_key: invalid key: key must be \"quoted\", 'quoted-literal', or bare"
              + " key.",
          "expected alpha [a-zA-Z], digit [0-9], -, or _",
          "Hint: non-ASCII scripts are allowed in toml v1.1.0, but not in v1.0.0.\n");
    }
    return text.substring(start, at);
  }

  boolean beginsKey() {
    return isBareKey(peek()) || peek() == '"' || peek() == '\'';
  }

  private static boolean isBareKey(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  // ---- strings ----

  String string() {
    char quote = peek();
    String triple = String.valueOf(quote).repeat(3);
    return text.startsWith(triple, at) ? multiLine(quote, triple) : line(quote);
  }

  private String line(char quote) {
    at++;
    StringBuilder out = new StringBuilder();
    while (!accept(quote)) {
      if (!character(out, quote == '"', false)) {
        throw error(
            "toml::parse_"
                + (quote == '"' ? "basic" : "literal")
                + "_string: invalid string format",
            "expected " + quote,
            "");
      }
    }
    return out.toString();
  }

  private String multiLine(char quote, String triple) {
    at += 3;
    acceptLineEnd();
    StringBuilder out = new StringBuilder();
    while (!text.startsWith(triple, at)) {
      if (!character(out, quote == '"', true)) {
        throw error(
            "toml::parse_ml_"
                + (quote == '"' ? "basic" : "literal")
                + "_string: invalid string format",
            "expected " + triple,
            "");
      }
    }
    at += 3;
    // Up to two quotes may stand directly before the closing ones.
    for (int i = 0; i < 2 && peek() == quote; i++) {
      out.append(quote);
      at++;
    }
    return out.toString();
  }

  /** Takes one character or escape; false if there is none that may be in a string. */
  private boolean character(StringBuilder out, boolean escapes, boolean lines) {
    if (atEnd()) {
      return false;
    }
    if (peek() == '\\' && escapes) {
      return escape(out, lines);
    }
    int start = at;
    if (!lines || !acceptLineEnd()) {
      at += characterLength(true);
    }
    out.append(text, start, at);
    return at > start;
  }

  /** How many bytes the character here has, 0 if it is a control character or not UTF-8. */
  private int characterLength(boolean tab) {
    char c = peek();
    if (c < 0x80) {
      return (c >= 0x20 && c != 0x7f) || (c == '\t' && tab) ? 1 : 0;
    }
    return Utf8.firstBad(text, at) >= 0 ? 0 : Utf8.length(c);
  }

  private boolean escape(StringBuilder out, boolean lines) {
    int start = at;
    at++;
    char c = peek();
    at++;
    switch (c) {
      case 'b' -> out.append('\b');
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case '"', '\\' -> out.append(c);
      case 'u', 'U' -> {
        int digits = c == 'u' ? 4 : 8;
        if (!unicode(out, start, digits)) {
          at = start;
          return false;
        }
      }
      default -> {
        at = start + 1;
        if (!lines || !skipLineContinuation()) {
          at = start;
          return false;
        }
      }
    }
    return true;
  }

  /** Skips blanks up to the end of the line and all blank lines that follow. */
  private boolean skipLineContinuation() {
    skipBlanks();
    if (!acceptLineEnd()) {
      return false;
    }
    do {
      skipBlanks();
    } while (acceptLineEnd());
    return true;
  }

  private boolean unicode(StringBuilder out, int start, int digits) {
    long code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        return false;
      }
      code = code << 4 | digit;
      at++;
    }
    String escape = text.substring(start, at);
    if (code >= 0xd800 && code <= 0xdfff) {
      throw TomlError.inEscape(
          escape, "toml::parse_utf8_codepoint: [0xD800, 0xDFFF] is not a valid UTF-8", "here");
    }
    if (code > 0x10ffff) {
      throw TomlError.inEscape(
          escape,
          "toml::parse_utf8_codepoint: input codepoint is too large.",
          "must be in range [0x00, 0x10FFFF]");
    }
    Utf8.append(out, (int) code);
    return true;
  }

  // ---- errors ----

  /** An error at the character that comes next. */
  EvalException error(String title, String remark, String hints) {
    return errorAt(at, title, remark, hints);
  }

  EvalException errorAt(int offset, String title, String remark, String hints) {
    return TomlError.of(text, title, Place.at(offset), remark, hints);
  }

  /** Refuses what Nix strings cannot hold. */
  static String withoutNul(String s) {
    if (s.indexOf('\0') < 0) {
      return s;
    }
    throw TomlError.fail(
        "error: input string '"
            + s.replace("\0", Bytes.encode("\u2400"))
            + "' cannot be represented as Nix string because it contains null bytes");
  }
}
