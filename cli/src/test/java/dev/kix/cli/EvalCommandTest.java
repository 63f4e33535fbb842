package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags of {@code kix eval} that {@code nix eval} has too. */
class EvalCommandTest {
  @TempDir Path folder;

  private Run eval(String input, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "eval";
    System.arraycopy(args, 0, all, 1, args.length);
    return Run.in(folder, Map.of(), input, all);
  }

  @Test
  void writesAStringAsAFileAndASetAsAFolder() throws IOException {
    assertThat(eval("", "-E", "{ a = \"x\\n\"; b.c = \"y\"; }", "--write-to", "out"))
        .isEqualTo(new Run(0, "", ""));
    assertThat(folder.resolve("out/a")).hasContent("x\n");
    assertThat(folder.resolve("out/b/c")).hasContent("y");
    assertThat(eval("", "-E", "\"z\"", "--write-to", "out"))
        .isEqualTo(new Run(1, "", "error: path 'out' already exists\n"));
  }

  @Test
  void writesNothingElse() {
    assertThat(eval("", "-E", "{ a = 1; }", "--write-to", "out").err())
        .contains("while evaluating the attribute 'a'")
        .contains("error: value at '«string»:1:3' is not a string or an attribute set");
    assertThat(eval("", "-E", "{ \"../a\" = \"x\"; }", "--write-to", "other").err())
        .isEqualTo("error: invalid file name '../a'\n");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void takesArgumentsFromFilesAndFromInput() throws IOException {
    Files.writeString(folder.resolve("f.nix"), "{ x ? \"none\" }: { y = x; }");
    Files.writeString(folder.resolve("text"), "line\n");
    assertThat(eval("", "--file", "f.nix", "--arg-from-file", "x", "text", "y").out())
        .isEqualTo("\"line\\n\"\n");
    assertThat(eval("typed", "--file", "f.nix", "--arg-from-stdin", "x", "y").out())
        .isEqualTo("\"typed\"\n");
  }

  @Test
  void takesAnAttributeBehindFileAndExpression() {
    assertThat(eval("", "--expr", "{ a.b = 3; }", "a.b").out()).isEqualTo("3\n");
    assertThat(eval("", "--expr", "{ a = 3; }", "-A", "a", "b").err())
        .startsWith("error: more than one thing to eval is given\n");
  }

  @Test
  void ignoresWhatIsAboutPartsThatKixDoesNotHave() {
    assertThat(eval("", "-E", "1", "--debugger", "--repair", "--log-format", "raw", "--read-only"))
        .isEqualTo(new Run(0, "1\n", ""));
  }
}
