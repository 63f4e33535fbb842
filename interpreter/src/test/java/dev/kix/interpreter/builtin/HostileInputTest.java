package dev.kix.interpreter.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.format.TomlReader;
import dev.kix.interpreter.format.YamlReader;
import dev.kix.interpreter.regex.Regex;
import dev.kix.interpreter.regex.RegexException;
import dev.kix.interpreter.regex.RegexLimitException;
import dev.kix.interpreter.regex.RegexMatcher;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs made to exhaust time, stack or memory. */
class HostileInputTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void jsonMayNestAsDeepAsMemoryAllows() {
    int depth = 1_000_000;
    Value v = JsonReader.read("[".repeat(depth) + "]".repeat(depth));
    int levels = 0;
    while (v instanceof NixList list && list.size() == 1) {
      v = list.get(0).force();
      levels++;
    }
    assertThat(levels).isEqualTo(depth - 1);
  }

  @Test
  void tomlAndYamlRefuseToNestTooDeep() {
    String open = "[".repeat(100_000);
    assertThatThrownBy(() -> TomlReader.read("x = " + open, false))
        .isInstanceOf(EvalException.class);
    assertThatThrownBy(() -> YamlReader.read("[".repeat(5_000) + "]".repeat(5_000)))
        .isInstanceOf(EvalException.class);
  }

  @Test
  void yamlAliasesAreBounded() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(8) + alias + "]\n");
    }
    assertThatThrownBy(() -> YamlReader.read(bomb.toString())).isInstanceOf(EvalException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+b",
        "(a|a)*b",
        "(a|aa)+b",
        "(.*)(.*)(.*)(.*)x",
        "(a*)*b",
        "a*a*a*a*b",
        "(a|b|ab)*c",
        "[^b]*[^c]*b"
      })
  void catastrophicPatternsTakeLinearTime(String pattern) {
    String text = "a".repeat(200_000);
    Assertions.assertTimeoutPreemptively(
        SOON,
        () -> {
          Regex regex = Regex.compile(pattern);
          assertThat(new RegexMatcher(regex, text).matchAll()).isFalse();
          assertThat(new RegexMatcher(regex, text).find(0)).isFalse();
        });
  }

  @Test
  void nestedRepetitionsOfNothingAreGivenUp() {
    String pattern = "(".repeat(30) + "a*" + ")*".repeat(30) + "b";
    Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(
                    () -> new RegexMatcher(Regex.compile(pattern), "a".repeat(30)).matchAll())
                .isInstanceOf(RegexLimitException.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a{1000}{1000}", "(a?){99999}{3}", "a{2147483648}", "(((a{200}){200}){200})"})
  void tooManyStatesAreRefused(String pattern) {
    assertThatThrownBy(() -> Regex.compile(pattern))
        .isInstanceOfSatisfying(RegexException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  @Test
  void deepParenthesesAreRefused() {
    assertThatThrownBy(() -> Regex.compile("(".repeat(100_000))).isInstanceOf(RegexException.class);
  }
}
