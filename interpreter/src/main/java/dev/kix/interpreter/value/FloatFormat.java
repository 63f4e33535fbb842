package dev.kix.interpreter.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Floats as Nix writes them: C's {@code %g} where values are printed, {@code %f} where they are
 * coerced to a string. Both round the exact binary value half to even, as glibc does.
 */
public final class FloatFormat {
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private FloatFormat() {}

  /** {@code %g}: six significant digits, no trailing zeros; {@code 1.5}, {@code 1e+10}. */
  public static String general(double value) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    String sign = isNegative(value) ? "-" : "";
    if (value == 0) {
      return sign + "0";
    }
    BigDecimal rounded = new BigDecimal(Math.abs(value)).round(SIX_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return sign + rounded.stripTrailingZeros().toPlainString();
    }
    String digits = rounded.stripTrailingZeros().unscaledValue().toString();
    StringBuilder out = new StringBuilder(sign).append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    int magnitude = Math.abs(exponent);
    out.append('e').append(exponent < 0 ? '-' : '+');
    return (magnitude < 10 ? out.append('0') : out).append(magnitude).toString();
  }

  /** {@code %f}: six digits after the point; {@code 1.500000}. */
  public static String fixed(double value) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    String digits =
        new BigDecimal(Math.abs(value)).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    return isNegative(value) ? "-" + digits : digits;
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  private static @Nullable String special(double value) {
    if (Double.isNaN(value)) {
      return isNegative(value) ? "-nan" : "nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-inf" : "inf";
    }
    return null;
  }
}
