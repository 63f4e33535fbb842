package dev.kix.cli.nix;

import dev.kix.cli.console.CliException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them: {@code 30}, {@code 1.5s}, {@code 512M}. */
final class Quantities {
  private static final Pattern QUANTITY =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)([a-zA-Z]*)");

  private static final Map<String, Long> MILLISECONDS =
      Map.of("", 1_000L, "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  /** As in Nix, whose sizes are powers of 1024. */
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30, "T", 1L << 40);

  private Quantities() {}

  /**
   * A time: seconds, or with one of the units ms, s, m, h.
   *
   * @throws CliException when it is none, or shorter than a millisecond
   */
  static Duration duration(String name, String value) {
    return Duration.ofMillis(
        number(name, value, MILLISECONDS, "Write seconds, or a number with ms, s, m or h."));
  }

  /**
   * A size: bytes, or with one of the units K, M, G, T.
   *
   * @throws CliException when it is none, or less than a byte
   */
  static long bytes(String name, String value) {
    return number(name, value, BYTES, "Write bytes, or a number with K, M, G or T.");
  }

  private static long number(String name, String value, Map<String, Long> units, String help) {
    Matcher m = QUANTITY.matcher(value);
    Long unit = m.matches() ? units.get(m.group(2)) : null;
    if (unit != null) {
      BigDecimal amount = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit));
      if (amount.compareTo(BigDecimal.ONE) >= 0
          && amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return amount.longValue();
      }
    }
    throw new CliException("setting '" + name + "' has invalid value '" + value + "'", help);
  }
}
