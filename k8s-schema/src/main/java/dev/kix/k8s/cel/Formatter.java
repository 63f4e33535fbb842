package dev.kix.k8s.cel;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code "%s".format([…])} of CEL's strings library: %s, %d, %f, %e, %b, %x, %X, %o and %%. */
final class Formatter {
  private final String pattern;
  private final List<?> values;
  private final StringBuilder out = new StringBuilder();
  private int next;

  private Formatter(String pattern, List<?> values) {
    this.pattern = pattern;
    this.values = values;
  }

  static String format(String pattern, List<?> values) throws CelEvaluationException {
    return new Formatter(pattern, values).run();
  }

  private String run() throws CelEvaluationException {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int precision = 6;
      i++;
      if (i < pattern.length() && pattern.charAt(i) == '.') {
        int digits = i + 1;
        while (digits < pattern.length() && Character.isDigit(pattern.charAt(digits))) {
          digits++;
        }
        precision = digits > i + 1 ? Integer.parseInt(pattern.substring(i + 1, digits)) : 0;
        i = digits;
      }
      if (i >= pattern.length()) {
        throw new CelEvaluationException("the format ends after '%'");
      }
      clause(pattern.charAt(i), precision);
    }
    return out.toString();
  }

  private void clause(char kind, int precision) throws CelEvaluationException {
    if (kind == '%') {
      out.append('%');
      return;
    }
    if (next >= values.size()) {
      throw new CelEvaluationException("the format needs more than " + values.size() + " values");
    }
    Object value = values.get(next++);
    switch (kind) {
      case 's' -> out.append(shown(value));
      case 'd' -> out.append(value instanceof Double d ? decimal(d) : shown(value));
      case 'f' ->
          out.append(number(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString());
      case 'e' -> out.append(String.format(Locale.ROOT, "%." + precision + "e", number(value)));
      case 'b' ->
          out.append(
              value instanceof Boolean b ? (b ? "1" : "0") : Long.toBinaryString(integer(value)));
      case 'o' -> out.append(Long.toOctalString(integer(value)));
      case 'x' -> out.append(hex(value));
      case 'X' -> out.append(hex(value).toUpperCase(Locale.ROOT));
      default -> throw new CelEvaluationException("there is no format '%" + kind + "'");
    }
  }

  private static String decimal(double value) {
    return new BigDecimal(value).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal number(Object value) throws CelEvaluationException {
    if (value instanceof Number n) {
      return new BigDecimal(n.toString());
    }
    throw new CelEvaluationException("not a number: " + shown(value));
  }

  private static long integer(Object value) throws CelEvaluationException {
    if (value instanceof Number n && !(value instanceof Double)) {
      return n.longValue();
    }
    throw new CelEvaluationException("not an integer: " + shown(value));
  }

  private static String hex(Object value) throws CelEvaluationException {
    byte[] bytes;
    if (value instanceof String s) {
      bytes = s.getBytes(StandardCharsets.UTF_8);
    } else if (value instanceof CelByteString b) {
      bytes = b.toByteArray();
    } else {
      return Long.toHexString(integer(value));
    }
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      out.append(String.format(Locale.ROOT, "%02x", b));
    }
    return out.toString();
  }

  private static String shown(Object value) {
    if (value instanceof NullValue) {
      return "null";
    }
    if (value instanceof CelByteString b) {
      return b.toStringUtf8();
    }
    if (value instanceof Double d) {
      return decimal(d);
    }
    if (value instanceof Duration d) {
      BigDecimal seconds =
          BigDecimal.valueOf(d.getSeconds()).add(BigDecimal.valueOf(d.getNano(), 9));
      return seconds.stripTrailingZeros().toPlainString() + "s";
    }
    if (value instanceof Instant i) {
      return i.toString();
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(Formatter::shown).toList()) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      List<String> entries =
          map.entrySet().stream()
              .map(e -> shown(e.getKey()) + ": " + shown(e.getValue()))
              .sorted()
              .toList();
      return "{" + String.join(", ", entries) + "}";
    }
    return String.valueOf(value);
  }
}
