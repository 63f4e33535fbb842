package dev.kix.interpreter.format;

import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads TOML 1.0 as {@code builtins.fromTOML} does. Errors begin with {@code while parsing TOML:}
 * and show the line; their explanations are kix's own.
 */
public final class TomlReader {
  /** How deep arrays and inline tables may nest: the reader recurses. */
  private static final int MAX_DEPTH = 1000;

  private final TomlScanner in;
  private final boolean timestamps;
  private final TomlTable root = new TomlTable();
  private TomlTable current = root;
  private int depth;

  private TomlReader(String text, boolean timestamps) {
    this.in = new TomlScanner(text);
    this.timestamps = timestamps;
  }

  /**
   * The value of a TOML text.
   *
   * @param text UTF-8, one char per byte
   * @param timestamps whether dates and times are sets of {@code _type} and {@code value} instead
   *     of an error
   * @throws dev.kix.interpreter.diagnostic.EvalException if it is not TOML
   */
  public static Value read(String text, boolean timestamps) {
    return new TomlReader(text, timestamps).document();
  }

  private Value document() {
    in.checkEncoding();
    while (true) {
      in.skipBlanksAndLines();
      if (in.atEnd()) {
        return root.toValue();
      }
      if (in.peek() == '[') {
        header();
      } else {
        pair(current);
      }
      in.skipBlanks();
      in.skipComment();
      if (!in.atEnd() && !in.acceptLineEnd()) {
        throw in.error("a line must end here", "unexpected");
      }
    }
  }

  // ---- tables ----

  private void header() {
    in.expect('[', "'['");
    boolean array = in.accept('[');
    in.skipBlanks();
    int at = in.position();
    List<String> key = key();
    in.skipBlanks();
    in.expect(']', "']'");
    if (array) {
      in.expect(']', "']]'");
    }
    TomlTable table = root;
    for (int i = 0; i < key.size() - 1; i++) {
      table = table.stepInto(key.get(i), false);
      if (table == null) {
        throw in.errorAt(at, "'" + key.get(i) + "' is not a table", "of this name");
      }
    }
    String last = key.get(key.size() - 1);
    TomlTable opened = array ? table.appendTable(last) : table.openTable(last);
    if (opened == null) {
      throw in.errorAt(
          at, "table '" + String.join(".", key) + "' is defined already", "here again");
    }
    current = opened;
  }

  private void pair(TomlTable into) {
    int at = in.position();
    List<String> key = key();
    in.skipBlanks();
    in.expect('=', "'='");
    in.skipBlanks();
    TomlTable table = into;
    for (int i = 0; i < key.size() - 1; i++) {
      table = table.stepInto(key.get(i), true);
      if (table == null) {
        throw in.errorAt(at, "'" + key.get(i) + "' cannot be extended", "by this key");
      }
    }
    Object value = value();
    if (!table.put(key.get(key.size() - 1), value)) {
      throw in.errorAt(at, "'" + String.join(".", key) + "' is defined already", "here again");
    }
  }

  private List<String> key() {
    List<String> parts = new ArrayList<>(2);
    do {
      in.skipBlanks();
      parts.add(in.keyPart());
      in.skipBlanks();
    } while (in.accept('.'));
    return parts;
  }

  // ---- values ----

  /** A {@link Value}, a {@link TomlTable}, or a list of such. */
  private Object value() {
    if (in.atEnd()) {
      throw in.error("a value is missing", "here");
    }
    char c = in.peek();
    switch (c) {
      case '"', '\'':
        return NixString.of(TomlScanner.withoutNul(in.string()));
      case '[':
        return array();
      case '{':
        return inlineTable();
      default:
        return plain();
    }
  }

  private List<Object> array() {
    enter();
    in.expect('[', "'['");
    List<Object> elements = new ArrayList<>();
    in.skipBlanksAndLines();
    while (!in.accept(']')) {
      elements.add(value());
      in.skipBlanksAndLines();
      if (!in.accept(',')) {
        in.expect(']', "',' or ']'");
        break;
      }
      in.skipBlanksAndLines();
    }
    depth--;
    return elements;
  }

  private TomlTable inlineTable() {
    enter();
    in.expect('{', "'{'");
    TomlTable table = new TomlTable();
    in.skipBlanks();
    if (!in.accept('}')) {
      do {
        in.skipBlanks();
        pair(table);
        in.skipBlanks();
      } while (in.accept(','));
      in.expect('}', "',' or '}'");
    }
    table.freeze();
    depth--;
    return table;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw in.error("nested more than " + MAX_DEPTH + " deep", "here");
    }
  }

  /** Booleans, numbers, dates and times. */
  private Value plain() {
    int start = in.position();
    String word = in.plainWord();
    switch (word) {
      case "true":
        return NixBool.TRUE;
      case "false":
        return NixBool.FALSE;
      case "inf", "+inf":
        return NixFloat.of(Double.POSITIVE_INFINITY);
      case "-inf":
        return NixFloat.of(Double.NEGATIVE_INFINITY);
      case "nan", "+nan", "-nan":
        return NixFloat.of(Double.NaN);
      default:
        break;
    }
    String time = TomlTime.normalize(word);
    if (time != null) {
      if (!timestamps) {
        throw TomlScanner.fail("Dates and times are not supported");
      }
      return TomlTime.value(time);
    }
    Value number = number(word, start);
    if (number == null) {
      throw in.errorAt(start, "'" + word + "' is no value", "unexpected");
    }
    return number;
  }

  private @Nullable Value number(String word, int start) {
    if (word.startsWith("0x") || word.startsWith("0o") || word.startsWith("0b")) {
      int radix = word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
      return integer(word.substring(2), radix, word, start);
    }
    int sign = word.startsWith("+") || word.startsWith("-") ? 1 : 0;
    String digits = word.substring(sign);
    if (isDigits(digits, 10)) {
      if (digits.length() > 1 && digits.charAt(0) == '0') {
        return null;
      }
      return integer((word.startsWith("-") ? "-" : "") + digits, 10, word, start);
    }
    return isFloat(digits) ? NixFloat.of(Double.parseDouble(word.replace("_", ""))) : null;
  }

  private @Nullable Value integer(String digits, int radix, String word, int start) {
    if (!isDigits(digits.startsWith("-") ? digits.substring(1) : digits, radix)) {
      return null;
    }
    try {
      return NixInt.of(Long.parseLong(digits.replace("_", ""), radix));
    } catch (NumberFormatException e) {
      String kind = radix == 10 ? "dec" : radix == 16 ? "hex" : radix == 8 ? "oct" : "bin";
      throw in.errorAt(
          start + word.length(),
          "toml::parse_" + kind + "_integer: too large integer: current max digits = 2^63",
          "must be < 2^63");
    }
  }

  /** Digits with single underscores between them. */
  private static boolean isDigits(String s, int radix) {
    boolean digitBefore = false;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean digit = c < 0x80 && Character.digit(c, radix) >= 0;
      if (!digit && (c != '_' || !digitBefore)) {
        return false;
      }
      digitBefore = digit;
    }
    return digitBefore;
  }

  private static boolean isFloat(String s) {
    int e = Math.max(s.indexOf('e'), s.indexOf('E'));
    String mantissa = e < 0 ? s : s.substring(0, e);
    if (e >= 0) {
      String exponent = s.substring(e + 1);
      if (exponent.startsWith("+") || exponent.startsWith("-")) {
        exponent = exponent.substring(1);
      }
      if (!isDigits(exponent, 10)) {
        return false;
      }
    }
    int point = mantissa.indexOf('.');
    if (point < 0 && e < 0) {
      return false;
    }
    String whole = point < 0 ? mantissa : mantissa.substring(0, point);
    return isDigits(whole, 10)
        && (whole.length() == 1 || whole.charAt(0) != '0')
        && (point < 0 || isDigits(mantissa.substring(point + 1), 10));
  }
}
