package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;

/** Walks over a TOML text: blanks, comments, strings, keys; and points at what is wrong. */
final class TomlScanner {
  private static final String PREFIX = "while parsing TOML: ";

  private final String text;
  private int at;

  TomlScanner(String text) {
    this.text = text;
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      at = 3;
    }
  }

  void checkEncoding() {
    for (int i = at; i < text.length(); i += Utf8.length(text.charAt(i))) {
      int bad = Utf8.firstBad(text, i);
      if (bad >= 0) {
        throw errorAt(bad, "the text is not UTF-8", "this byte");
      }
    }
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean accept(char c) {
    if (peek() == c && !atEnd()) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c, String what) {
    if (!accept(c)) {
      throw error(what + " is missing", "before this");
    }
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  void skipComment() {
    if (peek() == '#') {
      while (!atEnd() && peek() != '\n') {
        char c = peek();
        if ((c < 0x20 && c != '\t' && c != '\r') || c == 0x7f) {
          throw error("a comment holds a control character", "this byte");
        }
        at++;
      }
    }
  }

  boolean acceptLineEnd() {
    return accept('\n') || (text.startsWith("\r\n", at) && accept('\r') && accept('\n'));
  }

  void skipBlanksAndLines() {
    do {
      skipBlanks();
      skipComment();
    } while (acceptLineEnd());
  }

  // ---- keys and words ----

  String keyPart() {
    char c = peek();
    if (c == '"' || c == '\'') {
      int start = at;
      String s = string();
      if (text.startsWith("\"\"\"", start) || text.startsWith("'''", start)) {
        throw errorAt(start, "a key cannot span lines", "here");
      }
      return s;
    }
    int start = at;
    while (isBareKey(peek())) {
      at++;
    }
    if (at == start) {
      throw error("a key is missing", "here");
    }
    return text.substring(start, at);
  }

  private static boolean isBareKey(char c) {
    return isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** A number, date, time or name; a date and a time may have one blank between them. */
  String plainWord() {
    int start = at;
    skipWord();
    if (at - start == 10
        && text.charAt(start + 4) == '-'
        && peek() == ' '
        && at + 3 < text.length()
        && text.charAt(at + 3) == ':') {
      at++;
      skipWord();
    }
    return text.substring(start, at);
  }

  private void skipWord() {
    while (isBareKey(peek()) || peek() == '+' || peek() == '.' || peek() == ':') {
      at++;
    }
  }

  // ---- strings ----

  String string() {
    char quote = peek();
    String triple = String.valueOf(quote).repeat(3);
    if (text.startsWith(triple, at)) {
      at += 3;
      return multiLine(quote, triple);
    }
    at++;
    StringBuilder out = new StringBuilder();
    while (!accept(quote)) {
      if (atEnd() || peek() == '\n' || text.startsWith("\r\n", at)) {
        throw error("a string is not closed", "before this");
      }
      character(out, quote == '"', false);
    }
    return out.toString();
  }

  private String multiLine(char quote, String triple) {
    acceptLineEnd();
    StringBuilder out = new StringBuilder();
    while (!text.startsWith(triple, at)) {
      if (atEnd()) {
        throw error("a string is not closed", "before this");
      }
      character(out, quote == '"', true);
    }
    at += 3;
    // Up to two quotes may stand directly before the closing ones.
    for (int i = 0; i < 2 && peek() == quote; i++) {
      out.append(quote);
      at++;
    }
    return out.toString();
  }

  private void character(StringBuilder out, boolean escapes, boolean lines) {
    char c = text.charAt(at);
    if (c == '\\' && escapes) {
      at++;
      escape(out, lines);
      return;
    }
    boolean lineEnd = lines && (c == '\n' || text.startsWith("\r\n", at));
    if ((c < 0x20 && c != '\t' && !lineEnd) || c == 0x7f) {
      throw error("a string holds a control character", "this byte");
    }
    out.append(c);
    at++;
  }

  private void escape(StringBuilder out, boolean lines) {
    char c = peek();
    at++;
    switch (c) {
      case 'b' -> out.append('\b');
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case '"', '\\' -> out.append(c);
      case 'u' -> unicode(out, 4);
      case 'U' -> unicode(out, 8);
      default -> {
        at--;
        if (!lines || !skipLineContinuation()) {
          throw error("an unknown escape sequence", "here");
        }
      }
    }
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

  private void unicode(StringBuilder out, int digits) {
    int code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0 || code > 0x10ffff) {
        throw error("a Unicode escape needs " + digits + " hexadecimal digits", "here");
      }
      code = code << 4 | digit;
      at++;
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw error("a Unicode escape is no character", "before this");
    }
    Utf8.append(out, code);
  }

  // ---- errors ----

  EvalException error(String message, String hint) {
    return errorAt(at, message, hint);
  }

  EvalException errorAt(int offset, String message, String hint) {
    int place = Math.min(offset, text.length());
    int line = 1;
    int start = 0;
    for (int i = 0; i < place; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    int end = text.indexOf('\n', start);
    String number = Integer.toString(line);
    String margin = " ".repeat(number.length() + 1);
    String shown = text.substring(start, end < 0 ? text.length() : end);
    return fail(
        "[error] "
            + message
            + "\n"
            + " --> fromTOML\n "
            + margin
            + "|\n "
            + number
            + " | "
            + shown
            + "\n "
            + margin
            + "| "
            + " ".repeat(place - start)
            + "^-- "
            + hint
            + "\n");
  }

  static EvalException fail(String message) {
    return JsonLexer.error(PREFIX + message);
  }

  /** Refuses what Nix strings cannot hold. */
  static String withoutNul(String s) {
    if (s.indexOf('\0') < 0) {
      return s;
    }
    throw fail(
        "error: input string '"
            + s.replace("\0", Bytes.encode("\u2400"))
            + "' cannot be represented as Nix string because it contains null bytes");
  }
}
