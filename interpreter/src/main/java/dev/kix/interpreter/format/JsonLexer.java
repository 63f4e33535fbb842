package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tokens of a JSON text (RFC 8259), and errors in the words of the parser that Nix uses. */
final class JsonLexer {
  static final int END = 0;
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int NULL = 3;
  static final int STRING = 4;
  static final int INTEGER = 5;
  static final int FLOAT = 6;
  static final int BEGIN_ARRAY = 7;
  static final int END_ARRAY = 8;
  static final int BEGIN_OBJECT = 9;
  static final int END_OBJECT = 10;
  static final int COLON = 11;
  static final int COMMA = 12;

  /** Only as something that was expected. */
  static final int ANY_VALUE = 13;

  private static final String[] NAMES = {
    "end of input",
    "true literal",
    "false literal",
    "null literal",
    "string literal",
    "number literal",
    "number literal",
    "'['",
    "']'",
    "'{'",
    "'}'",
    "':'",
    "','",
    "'[', '{', or a literal"
  };

  private final String text;
  private int at;
  private int tokenStart;

  /** Where the last string or number began: what that parser calls "last read" starts there. */
  private int memoryStart;

  /**
   * Powers of ten that a double holds exactly. Digits that make a number below 2^53 divided by one
   * of these are rounded once, so the result is the nearest double, as it must be.
   */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  };

  /** Strings up to this length are looked for among those that came before. */
  private static final int SHORT = 24;

  /** Strings that came before, by their hash: in most texts a few make up half of all strings. */
  private final @Nullable NixString[] known = new NixString[256];

  private String string = "";
  private long integer;
  private double real;

  JsonLexer(String text) {
    this.text = text;
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      at = 3;
    }
  }

  String string() {
    return string;
  }

  long integer() {
    return integer;
  }

  double real() {
    return real;
  }

  /** The string that was read last, as a value. */
  NixString stringValue() {
    String s = string;
    if (s.length() > SHORT) {
      return NixString.of(withoutNul(s));
    }
    int slot = s.hashCode() * 0x9e3779b9 >>> 24;
    NixString found = known[slot];
    if (found == null || !found.value().equals(s)) {
      found = NixString.of(withoutNul(s));
      known[slot] = found;
    }
    return found;
  }

  /** Skips a comma or colon and blanks, then returns whether exactly {@code "name"} follows. */
  boolean skipString(String name) {
    int p = skipBlanks();
    int end = p + name.length() + 1;
    if (end < text.length()
        && text.charAt(p) == '"'
        && text.charAt(end) == '"'
        && text.startsWith(name, p + 1)) {
      at = end + 1;
      memoryStart = p;
      return true;
    }
    return false;
  }

  private int skipBlanks() {
    int p = at;
    while (p < text.length()) {
      char c = text.charAt(p);
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        break;
      }
      p++;
    }
    at = p;
    return p;
  }

  /** Reads the next token. */
  int next() {
    int p = skipBlanks();
    tokenStart = p;
    if (p == text.length()) {
      return END;
    }
    char c = text.charAt(p);
    at = p + 1;
    return switch (c) {
      case '[' -> BEGIN_ARRAY;
      case ']' -> END_ARRAY;
      case '{' -> BEGIN_OBJECT;
      case '}' -> END_OBJECT;
      case ':' -> COLON;
      case ',' -> COMMA;
      case 't' -> literal("true", TRUE);
      case 'f' -> literal("false", FALSE);
      case 'n' -> literal("null", NULL);
      case '"' -> scanString();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> scanNumber();
      default -> throw bad("invalid literal", at);
    };
  }

  private int literal(String word, int token) {
    for (int i = 1; i < word.length(); i++) {
      int p = tokenStart + i;
      if (p >= text.length() || text.charAt(p) != word.charAt(i)) {
        throw bad("invalid literal", p + 1);
      }
    }
    at = tokenStart + word.length();
    return token;
  }

  // ---- strings ----

  private int scanString() {
    memoryStart = tokenStart;
    int p = at;
    while (true) {
      if (p >= text.length()) {
        throw bad("invalid string: missing closing quote", p + 1);
      }
      char c = text.charAt(p);
      if (c == '"') {
        string = text.substring(at, p);
        at = p + 1;
        return STRING;
      }
      if (c == '\\') {
        return scanEscaped(p);
      }
      p = plain(c, p);
    }
  }

  /** Checks one character that is no quote and no backslash; returns the index behind it. */
  private int plain(char c, int p) {
    if (c >= 0x20 && c < 0x80) {
      return p + 1;
    }
    if (c < 0x20) {
      throw bad(controlCharacter(c), p + 1);
    }
    int bad = Utf8.firstBad(text, p);
    if (bad >= 0) {
      throw bad("invalid string: ill-formed UTF-8 byte", bad + 1);
    }
    return p + Utf8.length(c);
  }

  private int scanEscaped(int firstBackslash) {
    StringBuilder out = new StringBuilder(64).append(text, at, firstBackslash);
    int p = firstBackslash;
    while (true) {
      if (p >= text.length()) {
        throw bad("invalid string: missing closing quote", p + 1);
      }
      char c = text.charAt(p);
      if (c == '"') {
        string = out.toString();
        at = p + 1;
        return STRING;
      }
      if (c == '\\') {
        p = escape(out, p + 1);
      } else {
        int end = plain(c, p);
        while (end < text.length() && isOrdinary(text.charAt(end))) {
          end++;
        }
        out.append(text, p, end);
        p = end;
      }
    }
  }

  private static boolean isOrdinary(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }

  /** Reads what follows a backslash at {@code p}; returns the index behind it. */
  private int escape(StringBuilder out, int p) {
    char c = p < text.length() ? text.charAt(p) : 0;
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        return unicode(out, p + 1);
      }
      default -> throw bad("invalid string: forbidden character after backslash", p + 1);
    }
    return p + 1;
  }

  private int unicode(StringBuilder out, int p) {
    int code = hex4(p);
    int end = p + 4;
    if (code >= 0xd800 && code <= 0xdbff) {
      if (end + 1 >= text.length() || text.charAt(end) != '\\' || text.charAt(end + 1) != 'u') {
        int read = end < text.length() && text.charAt(end) == '\\' ? end + 2 : end + 1;
        throw bad(
            "invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF", read);
      }
      int low = hex4(end + 2);
      if (low < 0xdc00 || low > 0xdfff) {
        throw bad(
            "invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF", end + 6);
      }
      code = Character.toCodePoint((char) code, (char) low);
      end += 6;
    } else if (code >= 0xdc00 && code <= 0xdfff) {
      throw bad("invalid string: surrogate U+DC00..U+DFFF must follow U+D800..U+DBFF", end);
    }
    Utf8.append(out, code);
    return end;
  }

  private int hex4(int p) {
    int code = 0;
    for (int i = p; i < p + 4; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        throw bad("invalid string: '\\u' must be followed by 4 hex digits", i + 1);
      }
      code = code << 4 | digit;
    }
    return code;
  }

  private static String controlCharacter(char c) {
    String[] names = {
      "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR",
      "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
      "FS", "GS", "RS", "US"
    };
    String code = String.format(Locale.ROOT, "%04X", (int) c);
    String shortForm =
        switch (c) {
          case '\b' -> " or \\b";
          case '\t' -> " or \\t";
          case '\n' -> " or \\n";
          case '\f' -> " or \\f";
          case '\r' -> " or \\r";
          default -> "";
        };
    return "invalid string: control character U+"
        + code
        + " ("
        + names[c]
        + ") must be escaped to \\u"
        + code
        + shortForm;
  }

  // ---- numbers ----

  private int scanNumber() {
    memoryStart = tokenStart;
    int p = tokenStart;
    boolean negative = text.charAt(p) == '-';
    if (negative) {
      p++;
      if (!isDigit(p)) {
        throw bad("invalid number; expected digit after '-'", p + 1);
      }
    }
    int digits = p;
    if (text.charAt(p) == '0') {
      p++;
    } else {
      p = skipDigits(p);
    }
    boolean isFloat = false;
    int point = p;
    if (p < text.length() && text.charAt(p) == '.') {
      isFloat = true;
      p++;
      if (!isDigit(p)) {
        throw bad("invalid number; expected digit after '.'", p + 1);
      }
      p = skipDigits(p);
    }
    if (p < text.length() && (text.charAt(p) == 'e' || text.charAt(p) == 'E')) {
      isFloat = true;
      p++;
      if (p < text.length() && (text.charAt(p) == '+' || text.charAt(p) == '-')) {
        p++;
        if (!isDigit(p)) {
          throw bad("invalid number; expected digit after exponent sign", p + 1);
        }
      } else if (!isDigit(p)) {
        throw bad("invalid number; expected '+', '-', or digit after exponent", p + 1);
      }
      p = skipDigits(p);
      point = -1;
    }
    at = p;
    if (!isFloat) {
      return isInteger(negative, digits, p) ? INTEGER : scanFloat(p);
    }
    return point > 0 && p - digits <= POWERS.length
        ? shortFloat(negative, digits, point, p)
        : scanFloat(p);
  }

  /** A number with a point, without exponent and of no more than 15 digits. */
  private int shortFloat(boolean negative, int digits, int point, int end) {
    long value = 0;
    for (int p = digits; p < end; p++) {
      if (p != point) {
        value = value * 10 + text.charAt(p) - '0';
      }
    }
    double positive = value / POWERS[end - point - 1];
    real = negative ? -positive : positive;
    return FLOAT;
  }

  private boolean isDigit(int p) {
    return p < text.length() && text.charAt(p) >= '0' && text.charAt(p) <= '9';
  }

  private int skipDigits(int from) {
    int p = from;
    while (isDigit(p)) {
      p++;
    }
    return p;
  }

  /** Whether the digits fit 64 bits; one that fits only without sign is an error of its own. */
  private boolean isInteger(boolean negative, int digits, int end) {
    if (end - digits <= 18) {
      long value = 0;
      for (int p = digits; p < end; p++) {
        value = value * 10 + text.charAt(p) - '0';
      }
      integer = negative ? -value : value;
      return true;
    }
    if (end - digits > 20) {
      return false;
    }
    String token = text.substring(tokenStart, end);
    try {
      integer = Long.parseLong(token);
      return true;
    } catch (NumberFormatException e) {
      if (negative) {
        return false;
      }
    }
    try {
      Long.parseUnsignedLong(token);
    } catch (NumberFormatException e) {
      return false;
    }
    throw error("unsigned json number " + token + " outside of Nix integer range");
  }

  private int scanFloat(int end) {
    String token = text.substring(tokenStart, end);
    real = Double.parseDouble(token);
    if (Double.isInfinite(real)) {
      throw parseError("[json.exception.out_of_range.406] number overflow parsing '" + token + "'");
    }
    return FLOAT;
  }

  // ---- errors ----

  /** The error that {@code token} came where {@code expected} was, while parsing {@code what}. */
  EvalException unexpected(int token, int expected, String what) {
    if (token == END && tokenStart == 0) {
      return parseError(
          located(1)
              + "attempting to parse an empty input; check that your input string or stream"
              + " contains the expected JSON");
    }
    return parseError(
        located(token == END ? at + 1 : at)
            + "syntax error while parsing "
            + what
            + " - unexpected "
            + NAMES[token]
            + "; expected "
            + NAMES[expected]);
  }

  /** What the reader was in when a bad token came: {@code value}, {@code object key} and so on. */
  private String context = "value";

  /** The only token that could have come, or {@link #ANY_VALUE} when there is a choice. */
  private int expected = ANY_VALUE;

  /** Sets what is being parsed, for the message of a token that cannot be read. */
  void context(String what, int onlyToken) {
    context = what;
    expected = onlyToken;
  }

  /**
   * @param read how many characters were read when it turned out
   */
  private EvalException bad(String message, int read) {
    StringBuilder token = new StringBuilder();
    for (int p = memoryStart; p < Math.min(read, text.length()); p++) {
      char c = text.charAt(p);
      if (c < 0x20) {
        token.append(String.format(Locale.ROOT, "<U+%04X>", (int) c));
      } else {
        token.append(c);
      }
    }
    return parseError(
        located(read)
            + "syntax error while parsing "
            + context
            + " - "
            + message
            + "; last read: '"
            + token
            + "'"
            + (expected == ANY_VALUE ? "" : "; expected " + NAMES[expected]));
  }

  private String located(int read) {
    int line = 1;
    int column = 0;
    for (int p = 0; p < read; p++) {
      column++;
      if (p < text.length() && text.charAt(p) == '\n') {
        line++;
        column = 0;
      }
    }
    return "[json.exception.parse_error.101] parse error at line "
        + line
        + ", column "
        + column
        + ": ";
  }

  private static EvalException parseError(String message) {
    return error(message).during(null, "while decoding a JSON string");
  }

  static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }

  /** Refuses what Nix strings cannot hold. */
  static String withoutNul(String s) {
    if (s.indexOf('\0') < 0) {
      return s;
    }
    throw error(
        "input string '"
            + s.replace("\0", Bytes.encode("\u2400"))
            + "' cannot be represented as Nix string because it contains null bytes");
  }
}
