package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.grammar.ParserOptions.Lint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserOptionsTest {
  private static final SourceFile NOWHERE = new SourceFile(Origin.string(), "");

  private static String print(String text, ParserOptions options) throws ParseException {
    return Printer.print(Parser.parse(new SourceFile(Origin.string(), text), options));
  }

  private static List<String> warnings(String text, ParserOptions.Builder options)
      throws ParseException {
    List<String> heard = new ArrayList<>();
    options.warnings((message, source, offset) -> heard.add(offset + " " + message));
    print(text, options.build());
    return heard;
  }

  @ParameterizedTest
  @CsvSource({
    "./a, /base/dir/a",
    "a/b, /base/dir/a/b",
    "../a/./b/../c, /base/a/c",
    "../../../../a, /a",
    "./., /base/dir",
    "/., /",
    "/a/../.., /",
    "~/x/../y, ~/x/../y",
  })
  void pathsBecomeAbsolute(String literal, String path) throws ParseException {
    assertThat(print(literal, ParserOptions.builder().basePath("/base/dir").build()))
        .isEqualTo(path);
  }

  @Test
  void homeIsWhereItIsSaidToBe() throws ParseException {
    Expr e = Parser.parse(new SourceFile(Origin.string(), "~/x"), ParserOptions.builder().build());
    assertThat(Printer.print(e, "/home/me")).isEqualTo("/home/me/x");
  }

  @Test
  void basePathMustBeAbsolute() {
    assertThatThrownBy(() -> ParserOptions.builder().basePath("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an absolute path");
  }

  @Test
  void pipesCanBeForbidden() {
    ParserOptions options = ParserOptions.builder().pipeOperators(false).build();
    assertThatThrownBy(() -> print("a |> b", options))
        .hasMessage(
            "experimental Nix feature 'pipe-operators' is disabled; add"
                + " '--extra-experimental-features pipe-operators' to enable it")
        .extracting(e -> ((ParseException) e).offset())
        .isEqualTo(2);
  }

  @Test
  void bareWildcardsStandForQuotedOnes() throws ParseException {
    ParserOptions options = ParserOptions.builder().bareWildcards(true).build();
    String quoted = "{ instances.\"*\".\"*\".config = { x = 1; \"*\" = 2; }; }";
    String bare = "{ instances.*.*.config.x = 1; instances.*.*.config.* = 2; }";
    assertThat(print(bare, options)).isEqualTo(print(quoted, options));
    assertThat(print("{ *.a = 1; b = 2 * 3; *.c = d *e; }", options))
        .isEqualTo("{ \"*\" = { a = 1; c = (__mul d e); }; b = (__mul 2 3); }");
    assertThat(print("rec { a = 1; * = a; }", options)).isEqualTo("rec { \"*\" = a; a = 1; }");
  }

  @Test
  void errorsBehindWildcardsAreExplainedAllTheSame() {
    ParserOptions options = ParserOptions.builder().bareWildcards(true).build();
    assertThatThrownBy(() -> print("{ a.*.b = 1 }", options))
        .hasMessage("syntax error, unexpected '}', expecting ';'");
    assertThatThrownBy(() -> print("a.*", options))
        .hasMessage("syntax error, unexpected '*', expecting identifier or 'or' or '${' or '\"'");
  }

  @Test
  void lintsAreSilentUnlessAskedFor() throws ParseException {
    assertThat(warnings("[ x:y a/b /c ~/d ]", ParserOptions.builder())).isEmpty();
  }

  @Test
  void lintsWarn() throws ParseException {
    ParserOptions.Builder all =
        ParserOptions.builder()
            .urlLiterals(Lint.WARN)
            .shortPathLiterals(Lint.WARN)
            .absolutePathLiterals(Lint.WARN);
    assertThat(warnings("[ x:y a/b /c ~/d ./e ../f ]", all))
        .containsExactly(
            "2 URL literals are discouraged. Consider using a string literal \"x:y\" instead"
                + " (lint-url-literals)",
            "6 relative path literal 'a/b' should be prefixed with '.' for clarity: './a/b'"
                + " (lint-short-path-literals)",
            "10 absolute path literals are not portable. Consider replacing path literal '/c' by a"
                + " string, relative path, or parameter (lint-absolute-path-literals)",
            "13 home path literals are not portable. Consider replacing path literal '~/d' by a"
                + " string, relative path, or parameter (lint-absolute-path-literals)");
  }

  @Test
  void lintsRefuse() {
    ParserOptions options = ParserOptions.builder().urlLiterals(Lint.FATAL).build();
    assertThatThrownBy(() -> print("[ x:y ]", options))
        .hasMessage(
            "URL literals are disallowed. Consider using a string literal \"x:y\" instead"
                + " (lint-url-literals)");
  }

  @Test
  void orAsAnIdentifierIsWarnedOfWhereItsMeaningWillChange() throws ParseException {
    assertThat(warnings("f or x", ParserOptions.builder())).isEmpty();
    assertThat(warnings("f (g or)", ParserOptions.builder())).isEmpty();
    assertThat(warnings("[ (g or) ]", ParserOptions.builder())).isEmpty();
    assertThat(warnings("[ g or ]", ParserOptions.builder())).hasSize(1);
    assertThat(warnings("a.b or g or", ParserOptions.builder())).hasSize(1);
    assertThat(warnings("f g or", ParserOptions.builder()))
        .singleElement()
        .asString()
        .startsWith("2 at «string»:1:3: This expression uses `or` as an identifier")
        .contains("\n    (g or)\n");
  }

  @Test
  void optionsAreValues() {
    ParserOptions a = ParserOptions.builder().basePath("/a").build();
    assertThat(a).isEqualTo(ParserOptions.builder().basePath("/a").build());
    assertThat(a).hasSameHashCodeAs(ParserOptions.builder().basePath("/a").build());
    assertThat(a).isNotEqualTo(ParserOptions.builder().basePath("/b").build());
    assertThat(a).isNotEqualTo(ParserOptions.builder().basePath("/a").bareWildcards(true).build());
    assertThat(a)
        .isNotEqualTo(ParserOptions.builder().basePath("/a").urlLiterals(Lint.WARN).build());
  }

  @Test
  void errorsKnowTheirSource() {
    assertThatThrownBy(() -> Parser.parse(NOWHERE, ParserOptions.builder().build()))
        .isInstanceOf(ParseException.class)
        .extracting(e -> ((ParseException) e).source())
        .isSameAs(NOWHERE);
  }
}
