package dev.kix.interpreter.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.grammar.Origin;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.value.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layouts are those of Nix's suite, {@code tests/functional/lang/*.err.exp}. */
class DiagnosticRendererTest {
  private static final DiagnosticRenderer FULL = DiagnosticRenderer.plain(true);
  private static final DiagnosticRenderer SHORT = DiagnosticRenderer.plain(false);

  private static final SourceFile FILE =
      new SourceFile(
          Origin.file("/pwd/x.nix"),
          "let\n  attrs = {\n    puppy.doggy = { };\n  };\n  key = 1;\nin\nattrs.puppy.${key}\n");

  private static Position at(int line, int column) {
    int offset = 0;
    for (int l = 1; l < line; l++) {
      offset = FILE.text().indexOf('\n', offset) + 1;
    }
    return new Position(FILE, offset + column - 1);
  }

  private static EvalException error(String message) {
    return new EvalException(ErrorKind.TYPE, message, null);
  }

  @Test
  void printsFramesFromTheOutermostInwards() {
    EvalException e =
        new EvalException(ErrorKind.TYPE, "expected a string but found an integer: 1", at(7, 15))
            .during(at(7, 15), "while evaluating an attribute name")
            .during(at(3, 5), "from the definition of 'puppy'")
            .during(null, "")
            .during(at(7, 1), "while evaluating the attribute 'puppy.\"${key}\"'");
    assertThat(FULL.render(e))
        .isEqualTo(
            """
            error:
                   … while evaluating the attribute 'puppy."${key}"'
                     at /pwd/x.nix:7:1:
                        6| in
                        7| attrs.puppy.${key}
                         | ^
                        8|

                   … from the definition of 'puppy'
                     at /pwd/x.nix:3:5:
                        2|   attrs = {
                        3|     puppy.doggy = { };
                         |     ^
                        4|   };

                   … while evaluating an attribute name
                     at /pwd/x.nix:7:15:
                        6| in
                        7| attrs.puppy.${key}
                         |               ^
                        8|

                   error: expected a string but found an integer: 1
                   at /pwd/x.nix:7:15:
                        6| in
                        7| attrs.puppy.${key}
                         |               ^
                        8|\
            """
                .stripIndent());
  }

  @Test
  void printsAnErrorWithoutFrames() {
    SourceFile stdin = new SourceFile(Origin.stdin(), "x: y\n");
    EvalException e =
        new EvalException(
            ErrorKind.UNDEFINED_VARIABLE, "undefined variable 'y'", new Position(stdin, 3));
    assertThat(FULL.render(e))
        .isEqualTo(
            """
            error: undefined variable 'y'
                   at «stdin»:1:4:
                        1| x: y
                         |    ^
                        2|\
            """
                .stripIndent());
    assertThat(FULL.render(error("a\nb"))).isEqualTo("error: a\n       b");
    assertThat(FULL.render(error(""))).isEqualTo("error:");
  }

  @Test
  void suggests() {
    assertThat(SHORT.render(error("x").suggesting(List.of("a"))))
        .isEqualTo("error: x\n       Did you mean a?");
    assertThat(SHORT.render(error("x").suggesting(List.of("a", "b"))))
        .isEqualTo("error: x\n       Did you mean one of a or b?");
    assertThat(SHORT.render(error("x").suggesting(List.of("a", "b", "c"))))
        .isEqualTo("error: x\n       Did you mean one of a, b or c?");
  }

  @Test
  void truncatesUnlessAskedNotTo() {
    EvalException e =
        error("x")
            .during(null, "innermost")
            .duringCustom(null, "mine")
            .during(null, "three")
            .during(at(1, 1), "two")
            .during(at(1, 1), "one");
    assertThat(SHORT.render(e))
        .isEqualTo(
            """
            error:
                   … one
                     at /pwd/x.nix:1:1:
                        1| let
                         | ^
                        2|   attrs = {

                   … two
                     at /pwd/x.nix:1:1:
                        1| let
                         | ^
                        2|   attrs = {

                   … mine

                   (stack trace truncated; use '--show-trace' to show the full, detailed trace)

                   error: x\
            """
                .stripIndent());
    assertThat(FULL.render(e)).contains("… three", "… innermost").doesNotContain("truncated");
  }

  @Test
  void foldsDuplicates() {
    EvalException few = error("x").during(null, "inner");
    EvalException many = error("x").during(null, "inner");
    for (int i = 0; i < 6; i++) {
      few.during(null, "again");
    }
    for (int i = 0; i < 7; i++) {
      many.during(null, "again");
    }
    assertThat(FULL.render(few)).doesNotContain("omitted");
    assertThat(FULL.render(many))
        .isEqualTo(
            """
            error:
                   … again

                   (6 duplicate frames omitted)

                   … inner

                   error: x\
            """
                .stripIndent());
  }

  @Test
  void colours() {
    String text =
        DiagnosticRenderer.ansi(true)
            .render(error("doesn't like 'x'").during(at(1, 1), "while calling 'f'"));
    assertThat(text)
        .startsWith("\033[31;1merror:\033[0m\n")
        .contains("… while calling '\033[35;1mf\033[0m'")
        .contains("\033[34;1mat \033[0m\033[35;1m/pwd/x.nix:1:1\033[0m:")
        .contains("| \033[31;1m^\033[0m")
        .contains("doesn't like '\033[35;1mx\033[0m'");
  }

  @Test
  void doesNotLetMessagesRepaintTheTerminal() {
    assertThat(FULL.render(error("\033[31mred\033]0;title\007 \ttab\r")))
        .isEqualTo("error: red     tab");
  }

  @Test
  void keepsBytes() {
    EvalException e = error(Bytes.encode("grün '…'"));
    assertThat(FULL.render(e)).isEqualTo("error: grün '…'");
    assertThat(FULL.renderBytes(e)).isEqualTo(Bytes.encode("error: grün '…'"));
  }

  @Test
  void indentsWarnings() {
    assertThat(FULL.evaluationWarning("foo\nbar"))
        .isEqualTo("evaluation warning: foo\n                    bar");
    assertThat(FULL.evaluationWarning("\nfoo")).isEqualTo("evaluation warning:\nfoo");
  }

  @Test
  void convertsSyntaxErrors() {
    SourceFile source = new SourceFile(Origin.string(), "a =");
    EvalException e =
        EvalException.parse(new ParseException("syntax error, unexpected '='", source, 2));
    assertThat(e.kind()).isEqualTo(ErrorKind.PARSE);
    assertThat(FULL.render(e))
        .isEqualTo(
            """
            error: syntax error, unexpected '='
                   at «string»:1:3:
                        1| a =
                         |   ^\
            """
                .stripIndent());
  }

  @Test
  void printsJson() {
    EvalException e =
        new EvalException(ErrorKind.MISSING_ATTRIBUTE, "attribute 'x' missing", at(7, 1))
            .suggesting(List.of("y"))
            .during(null, "inner")
            .duringCustom(at(1, 1), "outer");
    assertThat(JsonDiagnostics.render(e))
        .isEqualTo(
            "{\"level\":\"error\",\"kind\":\"missing-attribute\",\"message\":\"attribute 'x' missing\","
                + "\"position\":{\"file\":\"/pwd/x.nix\",\"line\":7,\"column\":1},"
                + "\"frames\":[{\"message\":\"outer\",\"position\":{\"file\":\"/pwd/x.nix\",\"line\":1,\"column\":1},\"custom\":true},"
                + "{\"message\":\"inner\",\"position\":null,\"custom\":false}],"
                + "\"suggestions\":[\"y\"]}");
  }
}
