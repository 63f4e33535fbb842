package dev.kix.k8s.forms;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes quantity such as {@code 500m} or {@code 128Mi} (k8s.io/apimachinery
 * pkg/api/resource/quantity.go, "The serialization format").
 */
public final class Quantity {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d{1,1000}(?:\\.\\d{0,1000})?|\\.\\d{1,1000}))"
              + "(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\\d{1,3})?");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)),
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("k", BigDecimal.ONE.movePointRight(3)),
          Map.entry("M", BigDecimal.ONE.movePointRight(6)),
          Map.entry("G", BigDecimal.ONE.movePointRight(9)),
          Map.entry("T", BigDecimal.ONE.movePointRight(12)),
          Map.entry("P", BigDecimal.ONE.movePointRight(15)),
          Map.entry("E", BigDecimal.ONE.movePointRight(18)));

  private Quantity() {}

  /** The exact value in the base unit, or null when the text is no quantity. */
  public static @Nullable BigDecimal parse(String text) {
    // The server trims what JSON gives it.
    String trimmed = text.strip();
    if (trimmed.equals("-") || trimmed.equals("+")) {
      return BigDecimal.ZERO; // so it is to the server
    }
    Matcher m = FORM.matcher(trimmed);
    if (!m.matches()) {
      return null;
    }
    String digits = m.group(1);
    BigDecimal number = new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    String suffix = m.group(2);
    if (suffix == null) {
      return number;
    }
    BigDecimal unit = UNITS.get(suffix);
    return unit != null
        ? number.multiply(unit)
        : number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
  }
}
