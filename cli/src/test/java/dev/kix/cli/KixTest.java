package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.cli.commands.CommandTable;
import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KixTest {
  @Test
  void versionNamesProgramLanguageAndJava() {
    assertThat(Run.of("--version").out())
        .matches("kix \\S+ \\(Nix language 2\\.35; Java \\S+\\)\n");
    assertThat(Run.of("version")).isEqualTo(Run.of("-V"));
  }

  @Test
  void withoutArgumentsShowsHelp() {
    assertThat(Run.of()).isEqualTo(Run.of("help")).isEqualTo(Run.of("--help"));
    assertThat(Run.of().code()).isZero();
  }

  static List<String> names() {
    return new CommandTable((args, console) -> {}).names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandHasAHelpPageOfAtMostAHundredColumns(String name) {
    Run run = Run.of("help", name);
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(Run.of(name, "--help").code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandRefusesAFlagItDoesNotKnow(String name) {
    if (name.equals("help")) {
      return; // takes names only
    }
    Run run = Run.of(name, "--no-such-flag-anywhere");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: unrecognised flag '--no-such-flag-anywhere'\n");
  }

  @Test
  void unknownCommandSuggestsTheOneThatWasMeant() {
    assertThat(Run.of("complete"))
        .isEqualTo(
            new Run(
                1,
                "",
                """
                error: there is no command 'complete'
                       Did you mean 'completion'?
                       Try 'kix help'.
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionKnowsEveryCommand(String shell) {
    Run run = Run.of("completion", shell);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains(names());
  }

  @Test
  void outputThatCannotBeWrittenIsAnError() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new ByteArrayInputStream(new byte[0]), full, err, Map.of(), Path.of("/"), "");
    assertThat(Kix.run(List.of("help"), console)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("error: cannot write the output: No space left on device\n");
  }

  @Test
  void readersThatLeaveAreNoBug() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    String many = "apiVersion: v1\nkind: Nothing\nmetadata: {name: x}\n---\n".repeat(500);
    for (String format : List.of("json", "sarif", "text", "tap", "junit")) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Console console =
          new Console(
              new ByteArrayInputStream(many.getBytes(StandardCharsets.UTF_8)),
              closed,
              err,
              Map.of(),
              Path.of("/"),
              "");
      assertThat(Kix.run(List.of("validate", "-output", format), console)).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isIn("", "error: cannot write: broken pipe\n");
    }
  }

  @Test
  void aNameThatNoFileCanHaveIsAnError() {
    assertThat(Run.of("validate", "-cache", "a\0b", "a\0b").err())
        .startsWith("error: 'a\0b' cannot be the name of a file: Nul character not allowed\n");
  }

  @ParameterizedTest
  @CsvSource({"012,true", "1,true", "02,false", "'',false"})
  void helpIsColouredWhereItIsPrinted(String terminals, boolean coloured) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            out,
            OutputStream.nullOutputStream(),
            Map.of("TERM", "xterm"),
            Path.of("/"),
            terminals);
    assertThat(Kix.run(List.of("build", "--help"), console)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).contains("\u001b[")).isEqualTo(coloured);
  }

  @Test
  void helpBreaksLinesBetweenWords() {
    assertThat(Run.of("help", "graph").out()).contains(" clusters.NAME),", " owner/repo;");
  }
}
