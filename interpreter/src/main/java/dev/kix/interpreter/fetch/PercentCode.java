package dev.kix.interpreter.fetch;

import org.jspecify.annotations.Nullable;

/** Percent-encoding (RFC 3986, section 2.1) of texts with one char per byte. */
public final class PercentCode {
  private static final String HEX = "0123456789ABCDEF";

  private PercentCode() {}

  /** Encodes everything but letters, digits, {@code - . _ ~} and the chars of {@code keep}. */
  public static String encode(String text, String keep) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnreserved(c) || keep.indexOf(c) >= 0) {
        out.append(c);
      } else {
        escape(out, c);
      }
    }
    return out.toString();
  }

  /** Encodes the chars of {@code what} and nothing else. */
  static String encodeOnly(String text, String what) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (what.indexOf(c) >= 0) {
        escape(out, c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void escape(StringBuilder out, char c) {
    out.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
  }

  /**
   * @throws BadUrlException when a {@code %} is not followed by two hexadecimal digits
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        String problem = problemAt(text, i);
        if (problem != null) {
          throw new BadUrlException("invalid URI parameter '" + text + "': " + problem);
        }
        c =
            (char)
                (Character.digit(text.charAt(i + 1), 16) << 4
                    | Character.digit(text.charAt(i + 2), 16));
        i += 2;
      }
      out.append(c);
    }
    return out.toString();
  }

  /** What is wrong with the escape at {@code i}, or null. */
  static @Nullable String problemAt(String text, int i) {
    for (int k = i + 1; k <= i + 2; k++) {
      if (k >= text.length()) {
        return "missing hexdig in pct-encoding";
      }
      if (!isHexDigit(text.charAt(k))) {
        return "bad hexdig in pct-encoding";
      }
    }
    return null;
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  static boolean isUnreserved(char c) {
    return isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
