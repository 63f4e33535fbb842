package dev.kix.interpreter.print;

import java.util.Locale;

/** Strings and numbers of JSON, written as the JSON library that Nix uses writes them. */
public final class JsonLiterals {
  private JsonLiterals() {}

  /**
   * Appends {@code bytes} (one char per byte) in quotes.
   *
   * @return -1, or the index of the first byte that is not UTF-8 (the length of {@code bytes} when
   *     they end in the middle of a character); then nothing useful was appended
   */
  public static int string(StringBuilder out, String bytes) {
    int n = bytes.length();
    int plain = plain(bytes, n);
    out.append('"').append(bytes, 0, plain);
    for (int i = plain; i < n; i++) {
      char c = bytes.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(hex(c >> 4)).append(hex(c & 15));
          } else if (c < 0x80) {
            out.append(c);
          } else {
            int length = sequenceLength(bytes, i);
            if (length < 0) {
              return i - 1 - length;
            }
            out.append(bytes, i, i + length);
            i += length - 1;
          }
        }
      }
    }
    out.append('"');
    return -1;
  }

  /** How many bytes at the beginning stand for themselves: mostly all. */
  private static int plain(String bytes, int n) {
    int i = 0;
    while (i < n) {
      char c = bytes.charAt(i);
      if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      i++;
    }
    return i;
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }

  /**
   * How long the UTF-8 sequence is that starts at {@code i} (RFC 3629); where none does, the number
   * of bytes before the one that is wrong, with its sign changed and less one.
   */
  private static int sequenceLength(String bytes, int i) {
    int c = bytes.charAt(i);
    if (c < 0xC2 || c > 0xF4) {
      return -1;
    }
    int length = c <= 0xDF ? 2 : c <= 0xEF ? 3 : 4;
    int low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    int high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    for (int k = 1; k < length; k++) {
      int d = i + k < bytes.length() ? bytes.charAt(i + k) : 0;
      if (d < low || d > high) {
        return -1 - k;
      }
      low = 0x80;
      high = 0xBF;
    }
    return length;
  }

  /**
   * What the JSON library says of a string that is not UTF-8.
   *
   * @param index of the byte that is wrong; the length of {@code bytes} when they end too early
   */
  public static String invalidUtf8(String bytes, int index) {
    boolean incomplete = index == bytes.length();
    return "[json.exception.type_error.316] "
        + (incomplete
            ? "incomplete UTF-8 string; last byte"
            : "invalid UTF-8 byte at index " + index)
        + String.format(
            Locale.ROOT, ": 0x%02X", (int) bytes.charAt(incomplete ? index - 1 : index));
  }

  /** Appends the shortest decimal that reads back as {@code value}; {@code null} if not finite. */
  public static void number(StringBuilder out, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.append("null");
      return;
    }
    if (Double.doubleToRawLongBits(value) < 0) {
      out.append('-');
    }
    if (value == 0) {
      out.append("0.0");
      return;
    }
    // Double.toString gives the shortest digits; only where the point goes differs.
    String text = Double.toString(Math.abs(value));
    int e = text.indexOf('E');
    if (e < 0) {
      out.append(text);
      return;
    }
    int exponent = Integer.parseInt(text.substring(e + 1));
    String mantissa = text.substring(0, e);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int position = point + exponent;
    int first = 0;
    while (digits.charAt(first) == '0') {
      first++;
    }
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    place(out, digits.substring(first, end), position - first);
  }

  /**
   * @param point how many digits stand before the decimal point; may be negative
   */
  private static void place(StringBuilder out, String digits, int point) {
    int n = digits.length();
    if (n <= point && point <= 15) {
      out.append(digits).append("0".repeat(point - n)).append(".0");
    } else if (0 < point && point <= 15) {
      out.append(digits, 0, point).append('.').append(digits, point, n);
    } else if (-4 < point && point <= 0) {
      out.append("0.").append("0".repeat(-point)).append(digits);
    } else {
      out.append(digits.charAt(0));
      if (n > 1) {
        out.append('.').append(digits, 1, n);
      }
      int exponent = point - 1;
      out.append('e').append(exponent < 0 ? '-' : '+');
      int magnitude = Math.abs(exponent);
      (magnitude < 10 ? out.append('0') : out).append(magnitude);
    }
  }
}
