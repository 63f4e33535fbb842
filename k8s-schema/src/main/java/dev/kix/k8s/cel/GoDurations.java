package dev.kix.k8s.cel;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code -1.5s}, {@code 300ms}. */
final class GoDurations {
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

  private GoDurations() {}

  /**
   * @throws IllegalArgumentException when the text is no duration
   */
  static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    BigDecimal nanos = BigDecimal.ZERO;
    int at = 0;
    Matcher m = PART.matcher(rest);
    while (m.find() && m.start() == at) {
      nanos = nanos.add(new BigDecimal(m.group(1)).multiply(unit(m.group(2))));
      at = m.end();
    }
    if (at != rest.length() || at == 0 && !rest.equals("0")) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    Duration duration = Duration.ofNanos(nanos.longValue());
    return negative ? duration.negated() : duration;
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "ns" -> 1L;
          case "us", "µs", "μs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        });
  }
}
