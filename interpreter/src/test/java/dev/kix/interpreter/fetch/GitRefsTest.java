package dev.kix.interpreter.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code git check-ref-format} says, with and without {@code --branch}. */
class GitRefsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A/b",
        "FOO/BAR/BAZ",
        "HEAD",
        "refs/tags/1.2.3",
        "refs/heads/master",
        "foox",
        "1337",
        "foo.baz",
        "foo/bar/baz",
        "foo./bar",
        "heads/foo@bar",
        "heads/fu\u00c3\u009f",
        "branch#",
        "$1",
        "foo.locke"
      })
  void areLegal(String name) {
    assertThat(GitRefs.isLegal(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs///heads/foo",
        "heads/foo/",
        "///heads/foo",
        ".foo",
        "./foo",
        "foo/./bar",
        "foo/bar/.",
        "foo bar",
        "foo?bar",
        "foo^bar",
        "foo~bar",
        "foo:bar",
        "foo[bar",
        "refs/heads/foo.",
        "heads/foo..bar",
        "heads/foo.lock",
        "foo.lock/bar",
        "heads/v@{ation",
        "heads/foo\bar",
        "@",
        "\37",
        "\177",
        "foo/*",
        "*",
        "/foo",
        "",
        "-x"
      })
  void areNotLegal(String name) {
    assertThat(GitRefs.isLegal(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed",
        "2AAE6C35C94FCFB415DBE95F408B9CE91EE846ED"
      })
  void areRevisions(String text) {
    assertThat(GitRefs.isRev(text)).isTrue();
    assertThat(GitRefs.isRev(text.substring(1))).isFalse();
    assertThat(GitRefs.isRev(text.replace('6', 'g'))).isFalse();
  }
}
