package dev.kix.interpreter.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b, /a/b",
    "/a/./b/, /a/b",
    "//a//b, /a/b",
    "/a/../b, /b",
    "/../.., /",
    "/a/b/../.., /",
    "a/b, /a/b",
    "/..a/b..c/.../d, /..a/b..c/.../d",
    "/a/., /a",
    "/a/.., /"
  })
  void makesCanonical(String path, String expected) {
    assertThat(CanonicalPath.of(path)).isEqualTo(expected);
    assertThat(CanonicalPath.of(expected)).isEqualTo(expected);
  }

  @Test
  void splitsAndJoins() {
    assertThat(CanonicalPath.of("../x", "/a/b")).isEqualTo("/a/x");
    assertThat(CanonicalPath.of("/x", "/a/b")).isEqualTo("/x");
    assertThat(CanonicalPath.baseName("/a/b")).isEqualTo("b");
    assertThat(CanonicalPath.baseName("/")).isEmpty();
    assertThat(CanonicalPath.parent("/a")).isEqualTo("/");
    assertThat(CanonicalPath.parent("/")).isEqualTo("/");
    assertThat(CanonicalPath.child("/", "x")).isEqualTo("/x");
    assertThat(CanonicalPath.isWithin("/a/bc", "/a/b")).isFalse();
    assertThat(CanonicalPath.isWithin("/a/b/c", "/a/b")).isTrue();
    assertThat(CanonicalPath.isWithin("/a", "/")).isTrue();
  }
}
