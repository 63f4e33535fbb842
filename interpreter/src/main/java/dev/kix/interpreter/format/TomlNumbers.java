package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers, dates and times of TOML. What a value is meant to be is guessed in the order in which
 * the parser that Nix uses guesses, because that decides what an error says.
 */
final class TomlNumbers {
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?";
  // Repeated groups are possessive, which Java matches in a loop; others take stack for each digit.
  private static final String DECIMAL = "[+-]?(?:[1-9](?:_?[0-9])*+|0)";
  private static final String DIGITS = "[0-9](?:_?[0-9])*+";

  private static final Pattern OFFSET_TIME =
      Pattern.compile(DATE + "[Tt ]" + TIME + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern DATE_TIME = Pattern.compile(DATE + "[Tt ]" + TIME);
  private static final Pattern LOCAL_DATE = Pattern.compile(DATE);
  private static final Pattern LOCAL_TIME = Pattern.compile(TIME);
  private static final Pattern FLOATING =
      Pattern.compile(
          DECIMAL
              + "(?:\\."
              + DIGITS
              + "(?:[eE][+-]?"
              + DIGITS
              + ")?|[eE][+-]?"
              + DIGITS
              + ")|[+-]?(?:inf|nan)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "0x[0-9a-fA-F](?:_?[0-9a-fA-F])*+|0o[0-7](?:_?[0-7])*+|0b[01](?:_?[01])*+|" + DECIMAL);

  private final TomlScanner in;
  private final String text;
  private final boolean timestamps;

  TomlNumbers(TomlScanner in, boolean timestamps) {
    this.in = in;
    this.text = in.text();
    this.timestamps = timestamps;
  }

  /** The value that begins here. */
  Value read() {
    int start = in.position();
    int end = end(OFFSET_TIME, start);
    if (end >= 0) {
      return time(start, end);
    }
    end = end(DATE_TIME, start);
    if (end >= 0) {
      if (next(end) == '+' || next(end) == '-') {
        throw badOffset(end);
      }
      return time(start, end);
    }
    end = end(LOCAL_DATE, start);
    if (end >= 0) {
      checkBehindDate(end);
      return time(start, end);
    }
    end = end(LOCAL_TIME, start);
    if (end >= 0) {
      return time(start, end);
    }
    end = end(FLOATING, start);
    if (end >= 0) {
      if (next(end) == '_') {
        throw in.errorAt(
            end,
            "bad float: `_` must be surrounded by digits",
            "invalid underscore",
            TomlError.FLOAT_HINT);
      }
      in.moveTo(end);
      return floating(text.substring(start, end));
    }
    end = end(INTEGER, start);
    if (end >= 0) {
      checkBehindInteger(start, end);
      return integer(start, end);
    }
    throw unknown(start);
  }

  private int end(Pattern pattern, int start) {
    Matcher m = pattern.matcher(text).region(start, text.length());
    return m.lookingAt() ? m.end() : -1;
  }

  private char next(int at) {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private EvalException unknown(int start) {
    if (next(start) == '.') {
      return in.errorAt(
          start,
          "bad float: integer part is required before decimal point",
          "missing integer part",
          TomlError.FLOAT_HINT);
    }
    if (next(start) == '_') {
      return in.errorAt(
          start,
          "bad number: `_` must be surrounded by digits",
          "digits required before `_`",
          TomlError.NUMBER_HINT);
    }
    return in.errorAt(start, "bad format: unknown value appeared", "here", "");
  }

  // ---- dates and times ----

  private EvalException badOffset(int sign) {
    int at = sign + 1;
    String wanted = "z or Z or digit [0-9]";
    while (at < sign + 6 && (at == sign + 3 ? next(at) == ':' : isDigit(next(at)))) {
      at++;
    }
    if (at == sign + 3) {
      wanted = "z or Z or :";
    }
    return in.errorAt(
        at,
        "bad offset: must be [+-]HH:MM or Z",
        "expected " + wanted,
        "Hint: valid  : +09:00, -05:30\nHint: invalid: +9:00,  -5:30\n");
  }

  /** A time that is none, or a missing separator, is not the end of a date. */
  private void checkBehindDate(int end) {
    char c = next(end);
    if (c == 'T' || c == 't' || (c == ' ' && isDigit(next(end + 1)))) {
      int start = end + 1;
      int at = start;
      while (at < start + 8 && ((at - start) % 3 == 2 ? next(at) == ':' : isDigit(next(at)))) {
        at++;
      }
      throw in.errorAt(
          at,
          "bad time: must be HH:MM:SS.subsec",
          "expected " + ((at - start) % 3 == 2 ? ":" : "digit [0-9]"),
          TomlError.TIME_HINT);
    }
    if (isDigit(c)) {
      throw in.errorAt(
          end,
          "bad datetime: missing T or space",
          "expected T, t, or 0x20(SPACE)",
          TomlError.TIME_HINT);
    }
  }

  private Value time(int start, int end) {
    String word = text.substring(start, end);
    TomlTime.check(text, start, end);
    in.moveTo(end);
    if (!timestamps) {
      throw TomlError.fail("Dates and times are not supported");
    }
    return TomlTime.value(TomlTime.normalize(word));
  }

  // ---- floats ----

  private static Value floating(String word) {
    String digits = word.startsWith("+") ? word.substring(1) : word;
    return switch (digits) {
      case "inf" -> NixFloat.of(Double.POSITIVE_INFINITY);
      case "-inf" -> NixFloat.of(Double.NEGATIVE_INFINITY);
      case "nan", "-nan" -> NixFloat.of(Double.NaN);
      default -> NixFloat.of(Double.parseDouble(digits.replace("_", "")));
    };
  }

  // ---- integers ----

  private void checkBehindInteger(int start, int end) {
    char c = next(end);
    if (c == '_') {
      String word = text.substring(start, end);
      boolean zero = word.equals("0") || word.equals("-0") || word.equals("+0");
      throw in.errorAt(
          end,
          zero
              ? "bad integer: leading zero is not allowed in decimal int"
              : "bad integer: `_` must be surrounded by digits",
          zero ? "leading zero" : "invalid underscore",
          TomlError.NUMBER_HINT);
    }
    if (c == '0') {
      throw in.errorAt(
          end - 1,
          "bad integer: leading zero",
          "leading zero is not allowed",
          TomlError.NUMBER_HINT);
    }
    if (isDigit(c)) {
      throw in.errorAt(
          end,
          "bad integer: invalid digit after an integer",
          "this digit is not allowed",
          TomlError.NUMBER_HINT);
    }
    if (c == ':' || c == '-') {
      throw in.errorAt(
          end,
          "bad datetime: invalid format",
          "here",
          "Hint: valid  : 1979-05-27T07:32:00-07:00, 1979-05-27 07:32:00.999999Z\n"
              + "Hint: invalid: 1979-05-27T7:32:00-7:00, 1979-05-27 7:32-00:30");
    }
    if (c == '.' || c == 'e' || c == 'E') {
      throw in.errorAt(end, "bad float: invalid format", "here", TomlError.FLOAT_HINT);
    }
  }

  private Value integer(int start, int end) {
    String word = text.substring(start, end);
    int sign = word.startsWith("+") || word.startsWith("-") ? 1 : 0;
    if (word.length() == sign + 1 && word.charAt(sign) == '0') {
      checkPrefix(start, sign, next(end));
    }
    int radix = radix(word);
    String digits = word.replace("_", "");
    if (radix != 10) {
      digits = digits.substring(2);
    } else if (digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    in.moveTo(end);
    try {
      return NixInt.of(Long.parseLong(digits, radix));
    } catch (NumberFormatException e) {
      String kind = radix == 10 ? "dec" : radix == 16 ? "hex" : radix == 8 ? "oct" : "bin";
      throw in.error(
          "toml::parse_"
              + kind
              + "_integer: too large integer: current max "
              + (radix == 16 ? "value" : "digits")
              + " = 2^63",
          "must be < 2^63",
          "");
    }
  }

  private static int radix(String word) {
    if (word.length() < 3) {
      return 10;
    }
    return switch (word.charAt(1)) {
      case 'x' -> 16;
      case 'o' -> 8;
      case 'b' -> 2;
      default -> 10;
    };
  }

  /** A zero with a prefix behind it, but no digits of its kind, or with a sign before it. */
  private void checkPrefix(int start, int sign, char prefix) {
    String like;
    String digits;
    switch (prefix) {
      case 'x' -> {
        like = "hex_integer: invalid integer: hex_int must be like: 0xC0FFEE, 0xdead_beef";
        digits = "hex [0-9a-fA-F]";
      }
      case 'o' -> {
        like = "oct_integer: invalid integer: oct_int must be like: 0o775, 0o04_44";
        digits = "from `0` to `7`";
      }
      case 'b' -> {
        like = "bin_integer: invalid integer: bin_int must be like: 0b0101, 0b1111_0000";
        digits = "0 or 1";
      }
      default -> {
        return;
      }
    }
    throw in.errorAt(
        sign == 0 ? start + 2 : start,
        "toml::parse_" + like,
        "expected " + (sign == 0 ? digits : "0" + prefix),
        "");
  }
}
