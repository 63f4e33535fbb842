package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 50 MB of text take time in proportion and end in a tree or an error. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BigInputTest {
  private static final int SIZE = 50_000_000;

  private static String repeat(String unit) {
    return unit.repeat(SIZE / unit.length());
  }

  /** A tenth of the size: where what counts is only that time is not quadratic. */
  private static String repeatLess(String unit) {
    return unit.repeat(SIZE / 10 / unit.length());
  }

  private static Expr parse(String text) throws ParseException {
    return Parser.parse(new SourceFile(Origin.string(), text), ParserOptions.builder().build());
  }

  @Test
  void aLongList() throws ParseException {
    String element = "{ name = \"item\"; value = [ 1 ./a (x: x + 2) ]; } # and a comment\n";
    Expr e = parse("[" + repeat(element) + "]");
    assertThat(((Expr.ListExpr) e).elements()).hasSize(SIZE / element.length());
  }

  @Test
  void aLongString() throws ParseException {
    Expr e = parse("\"" + repeat("text \\n ") + "\"");
    assertThat(((Expr.Str) e).value()).hasSize(SIZE / 8 * 7);
  }

  @Test
  void aLongIndentedString() throws ParseException {
    Expr e = parse("''\n" + repeatLess("    text\n") + "''");
    assertThat(((Expr.Str) e).value()).startsWith("text\ntext\n");
  }

  @Test
  void longComments() throws ParseException {
    assertThat(parse("/*" + repeatLess("* ") + "*/ 1")).isInstanceOf(Expr.Int.class);
    assertThat(parse(repeatLess("# x\n") + "1")).isInstanceOf(Expr.Int.class);
  }

  @Test
  void anErrorAtTheEnd() {
    assertThatThrownBy(() -> parse("[" + repeat("name.attr ") + "}"))
        .isInstanceOf(ParseException.class)
        .hasMessage("syntax error, unexpected '}'");
  }

  /** Texts in which everything might be the start of something that never ends. */
  @Test
  void looksAheadInVain() {
    for (String unit :
        new String[] {"a+1.", "/* a ", "/** a ", "a_.b", "1.a", "a-", "~/a ${", "<a"}) {
      assertThatThrownBy(() -> parse(repeatLess(unit) + "}"))
          .as(unit)
          .isInstanceOf(ParseException.class);
    }
  }

  @Test
  void noTextAtAll() {
    assertThatThrownBy(() -> parse(repeatLess("\u00ff\u0001"))).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> parse(repeatLess("/*"))).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> parse(repeatLess("''${\""))).isInstanceOf(ParseException.class);
  }
}
