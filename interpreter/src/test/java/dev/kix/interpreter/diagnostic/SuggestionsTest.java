package dev.kix.interpreter.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void measuresDistance() {
    assertThat(EditDistance.levenshtein("foo", "foo", 2)).isZero();
    assertThat(EditDistance.levenshtein("foo", "", 2)).isGreaterThan(2);
    assertThat(EditDistance.levenshtein("ab", "", 2)).isEqualTo(2);
    assertThat(EditDistance.levenshtein("foo", "fo", 2)).isEqualTo(1);
    assertThat(EditDistance.levenshtein("foo", "oof", 2)).isEqualTo(2);
    assertThat(EditDistance.levenshtein("kitten", "sitting", 2)).isGreaterThan(2);
  }

  @Test
  void ranksByDistanceThenName() {
    assertThat(Suggestions.bestMatches(List.of("bar", "foo", "fo", "boo", "zzz", "fooo"), "foo"))
        .containsExactly("foo", "boo", "fo", "fooo");
    assertThat(Suggestions.bestMatches(List.of("a1", "a2", "a3", "a4", "a5", "a6"), "a"))
        .containsExactly("a1", "a2", "a3", "a4", "a5");
  }
}
