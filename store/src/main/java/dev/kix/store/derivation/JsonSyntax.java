package dev.kix.store.derivation;

/**
 * Checks that a text is one JSON value (RFC 8259), so that it can stand inside another as it is.
 */
final class JsonSyntax {
  private static final int MAX_DEPTH = 1000;

  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
  }

  /** Whether {@code text} is a JSON value that is not nested beyond all measure. */
  static boolean isValue(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    syntax.space();
    if (!syntax.value(0)) {
      return false;
    }
    syntax.space();
    return syntax.at == text.length();
  }

  private boolean value(int depth) {
    if (depth > MAX_DEPTH || at >= text.length()) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean object(int depth) {
    at++;
    space();
    if (take('}')) {
      return true;
    }
    do {
      space();
      if (!string()) {
        return false;
      }
      space();
      if (!take(':')) {
        return false;
      }
      space();
      if (!value(depth + 1)) {
        return false;
      }
      space();
    } while (take(','));
    return take('}');
  }

  private boolean array(int depth) {
    at++;
    space();
    if (take(']')) {
      return true;
    }
    do {
      space();
      if (!value(depth + 1)) {
        return false;
      }
      space();
    } while (take(','));
    return take(']');
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < 0x20 || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int end = at + 4; at < end; at++) {
      if (at >= text.length() || Character.digit(text.charAt(at), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
