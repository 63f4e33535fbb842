package dev.kix.interpreter.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void measuresDistance() {
    assertThat(Suggestions.distance("foo", "foo")).isZero();
    assertThat(Suggestions.distance("foo", "")).isGreaterThan(2);
    assertThat(Suggestions.distance("ab", "")).isEqualTo(2);
    assertThat(Suggestions.distance("foo", "fo")).isEqualTo(1);
    assertThat(Suggestions.distance("foo", "oof")).isEqualTo(2);
    assertThat(Suggestions.distance("kitten", "sitting")).isGreaterThan(2);
  }

  @Test
  void ranksByDistanceThenName() {
    assertThat(Suggestions.bestMatches(List.of("bar", "foo", "fo", "boo", "zzz", "fooo"), "foo"))
        .containsExactly("foo", "boo", "fo", "fooo");
    assertThat(Suggestions.bestMatches(List.of("a1", "a2", "a3", "a4", "a5", "a6"), "a"))
        .containsExactly("a1", "a2", "a3", "a4", "a5");
  }
}
