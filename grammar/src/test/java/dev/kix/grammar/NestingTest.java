package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text too deep for the stack is an error like any other, and what is merely long is none. */
class NestingTest {
  private static final int DEEP = 200_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "(",
        "{a=",
        "x: ",
        "{x}: ",
        "if ",
        "if a then b else ",
        "with a; ",
        "let a = ",
        "\"${",
        "''${",
        "${",
        "./a${",
        "rec {a=",
        "assert a; ",
        "f (",
        "a.${",
        "- (",
        "{a?",
        "let {a=",
        "a <| ",
        "a.b or (",
        "{x ? 1, ",
        "inherit ("
      })
  void deepNestingIsAnErrorOfTheText(String opening) {
    Throwable thrown = catchThrowable(() -> parse(opening.repeat(DEEP)));
    assertThat(thrown).isInstanceOf(ParseException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a + ", "a // ", "a ", "a |> ", "!", "-", "a.b or a.", "\"\" + "})
  void longChainsAreRead(String link) throws ParseException {
    assertThat(parse(link.repeat(DEEP / 100) + "a")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000})
  void moderateNestingIsRead(int depth) throws ParseException {
    for (String pair : new String[] {"[]", "()"}) {
      String text = pair.substring(0, 1).repeat(depth) + "1" + pair.substring(1).repeat(depth);
      assertThat(parse(text)).isNotNull();
    }
    String path = "a.".repeat(depth) + "a";
    assertThat(parse(String.format(Locale.ROOT, "{ %s = 1; %s1 = 2; }", path, path))).isNotNull();
  }

  private static Expr parse(String text) throws ParseException {
    return Parser.parse(new SourceFile(Origin.string(), text), ParserOptions.builder().build());
  }
}
