package dev.kix.grammar.antlr;

import java.math.BigDecimal;

/** Which number literals have no value. */
final class NumberLiteral {
  private static final String MAX = "9223372036854775807";

  /** Integers of no more digits are always in range. */
  static final int SAFE_DIGITS = 18;

  private NumberLiteral() {}

  /** True when {@code digits} is more than a signed 64-bit integer holds. */
  static boolean isOutOfRange(String digits) {
    if (digits.length() < MAX.length()) {
      return false;
    }
    int i = 0;
    while (i < digits.length() && digits.charAt(i) == '0') {
      i++;
    }
    String significant = digits.substring(i);
    return significant.length() > MAX.length()
        || (significant.length() == MAX.length() && significant.compareTo(MAX) > 0);
  }

  /**
   * True when C's {@code strtod} reports a range error for {@code literal}: it overflows, or it is
   * so small that precision is lost.
   */
  static boolean isUnrepresentable(String literal) {
    double value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      return true;
    }
    if (value >= Double.MIN_NORMAL) {
      return false;
    }
    if (value == 0) {
      return !isZero(literal);
    }
    return new BigDecimal(literal).compareTo(new BigDecimal(value)) != 0;
  }

  private static boolean isZero(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == 'e' || c == 'E') {
        return true;
      }
      if (c >= '1' && c <= '9') {
        return false;
      }
    }
    return true;
  }
}
