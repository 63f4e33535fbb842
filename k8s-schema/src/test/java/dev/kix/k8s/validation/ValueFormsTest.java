package dev.kix.k8s.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Formats;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Quantity;
import dev.kix.k8s.schema.ServerPattern;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small languages inside strings: quantities, schedules, addresses, names, formats. */
class ValueFormsTest {
  /** k8s.io/apimachinery pkg/api/resource/quantity_test.go. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "500m, 0.5",
    "1.5, 1.5",
    ".5, 0.5",
    "5., 5",
    "+3, 3",
    "-2, -2",
    "128Mi, 134217728",
    "1Ki, 1024",
    "2k, 2000",
    "1e3, 1000",
    "1E3, 1000",
    "1E, 1000000000000000000",
    "100n, 0.0000001",
    "3u, 0.000003",
    "1.5Gi, 1610612736",
    "12e-1, 1.2"
  })
  void quantities(String text, BigDecimal value) {
    assertThat(Quantity.parse(text)).isNotNull().isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mi",
        "1MB",
        "1 Gi",
        "1K",
        "1ki",
        "one",
        "1.2.3",
        "--1",
        "0x10",
        "1Gb",
        "1e",
        "1_000",
        ".",
        "Infinity"
      })
  void noQuantities(String text) {
    assertThat(Quantity.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "*/5 0-6/2 1,15 JAN-dec MON",
        "0 0 ? * 0",
        "@daily",
        "@every 1h30m",
        " 0 3 * * 6 "
      })
  void schedules(String text) {
    assertThat(CronSchedule.broken(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 7",
        "5-1 * * * *",
        "*/0 * * * *",
        "a * * * *",
        "@fortnightly",
        "1,,2 * * * *",
        "CRON_TZ=UTC 0 0 * * *"
      })
  void noSchedules(String text) {
    assertThat(CronSchedule.broken(text)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true", "255.255.255.255, true", "256.0.0.1, false", "010.0.0.1, false",
        "1.2.3, false",
    "::, true", "::1, true", "fe80::1:2, true", "2001:db8:0:0:0:0:0:1, true",
        "1:2:3:4:5:6:7, false",
    "::ffff:1.2.3.4, true", "1::2::3, false", ":::, false", "g::, false", "'', false"
  })
  void addresses(String text, boolean is) {
    assertThat(Addresses.isIp(text)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, true",
    "10.0.0.0/33, false",
    "10.0.0.0, false",
    "::/0, true",
    "fd00::/129, false",
    "/8, false"
  })
  void ranges(String text, boolean is) {
    assertThat(Addresses.isCidr(text)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "date-time, 2026-01-31T12:00:00Z, true",
    "date-time, 2026-01-31T12:00:00.123456+01:00, true",
    "date-time, 2026-01-31, false",
    "date-time, 2026-02-30T12:00:00Z, false",
    "byte, aGVsbG8=, true",
    "byte, aGVsbG8, false",
    "byte, a b, false",
    "duration, 1h30m, true",
    "duration, 90, false",
    "uuid, 123e4567-e89b-12d3-a456-426614174000, true",
    "uuid, nope, false",
    "ipv4, 10.0.0.1, true",
    "ipv4, ::1, false",
    "hostname, example.org, true",
    "hostname, a_b, false",
    "email, a@b, true",
    "email, a b, false",
    "unheard-of, whatever, true"
  })
  void formats(String format, String text, boolean fits) {
    assertThat(Formats.violated(format, text) == null).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "http, true",
    "a-1, true",
    "1a, true",
    "80, false",
    "-a, false",
    "a--b, false",
    "HTTP, false",
    "abcdefghijklmno, true",
    "abcdefghijklmnop, false"
  })
  void portNames(String name, boolean fits) {
    assertThat(Names.port(name) == null).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "app, true",
    "app.kubernetes.io/name, true",
    "a/b/c, false",
    "/a, false",
    "a/, false",
    "UPPER/name, false",
    "example.org/Name_1, true",
    "-a, false"
  })
  void labelKeys(String key, boolean fits) {
    assertThat(Names.qualified(key) == null).isEqualTo(fits);
  }

  /**
   * Patterns that take exponential time in a backtracking matcher; what they find does not matter.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(a+)+$",
        "^(a|aa)+$",
        "^(a|a?)+$",
        "^(.*a){30}$",
        "^(a?){40}a{40}$",
        "^((a+)*)*b$",
        "(x+x+)+y"
      })
  void explodingPatternsEnd(String pattern) {
    ServerPattern compiled = new ServerPattern(pattern);
    for (String text : new String[] {"a".repeat(60) + "!", "x".repeat(60), "a".repeat(39)}) {
      assertTimeoutPreemptively(Duration.ofSeconds(30), () -> compiled.finds(text));
    }
  }

  @ParameterizedTest
  @CsvSource({"^a+$, aaa, true", "^a+$, aab, false", "b, abc, true", "'', anything, true"})
  void patternsFindWhatIsThere(String pattern, String text, boolean found) {
    assertThat(new ServerPattern(pattern).finds(text)).isEqualTo(found);
  }
}
