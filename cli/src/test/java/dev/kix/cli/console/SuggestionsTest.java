package dev.kix.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> KNOWN = List.of("--strict", "--stats", "--json", "--impure");

  @Test
  void findsSlipsOfTheFinger() {
    assertThat(Suggestions.of("--jsno", KNOWN)).containsExactly("--json");
    assertThat(Suggestions.of("--STRICT", KNOWN)).first().isEqualTo("--strict");
    assertThat(Suggestions.of("--str", KNOWN)).contains("--strict");
  }

  @Test
  void saysNothingWhenNothingIsClose() {
    assertThat(Suggestions.of("--kubernetes", KNOWN)).isEmpty();
    assertThat(Suggestions.sentence("--kubernetes", KNOWN)).isEmpty();
  }
}
