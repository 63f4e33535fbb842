package dev.kix.interpreter.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatTest {
  /** Expected values from C's {@code printf("%g %f")}. */
  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5, 1.500000",
    "0.1, 0.1, 0.100000",
    "1e10, 1e+10, 10000000000.000000",
    "123456, 123456, 123456.000000",
    "1234567, 1.23457e+06, 1234567.000000",
    "0.0001, 0.0001, 0.000100",
    "0.00001, 1e-05, 0.000010",
    "0.000012345678, 1.23457e-05, 0.000012",
    "999999.5, 1e+06, 999999.500000",
    "2.5e-7, 2.5e-07, 0.000000",
    "-2.5e-7, -2.5e-07, -0.000000",
    "100, 100, 100.000000",
    "-0.0, -0, -0.000000",
    "0.0, 0, 0.000000",
    "3.14159265358979, 3.14159, 3.141593"
  })
  void formatsAsC(String value, String general, String fixed) {
    double d = Double.parseDouble(value);
    assertThat(FloatFormat.general(d)).isEqualTo(general);
    assertThat(FloatFormat.fixed(d)).isEqualTo(fixed);
  }

  @Test
  void formatsInfinities() {
    assertThat(FloatFormat.general(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(FloatFormat.fixed(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(FloatFormat.general(Double.NaN)).isEqualTo("nan");
  }
}
