package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code errors/nixpkgs.nix}, a set of mistakes, beside {@code nixpkgs.txt}: what real Nix prints
 * of each with nixpkgs' own lib, without traces. {@code -Dkix.accept=true} rewrites the latter;
 * compare with real Nix before committing.
 */
class NixpkgsMessagesTest {
  private static final Path FOLDER = TestLibrary.RESOURCES.resolve("errors");

  @Test
  void saysWhatNixpkgsSays() throws IOException {
    String actual;
    try (Interpreter nix = TestLibrary.interpreter()) {
      actual = Bytes.decode(nix.run(NixpkgsMessagesTest::report));
    }
    Path expected = FOLDER.resolve("nixpkgs.txt");
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  private static String report(EvalState state) {
    NixAttrs mistakes =
        ((NixAttrs) TestLibrary.load(state, FOLDER.resolve("nixpkgs.nix")).force()).flatten();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < mistakes.size(); i++) {
      out.append("== ").append(mistakes.name(i)).append('\n');
      out.append(message(state, mistakes, i)).append('\n');
    }
    return out.toString();
  }

  private static String message(EvalState state, NixAttrs mistakes, int i) {
    try {
      Nix.builtin(state, "deepSeq", mistakes.value(i), NixNull.NULL);
      return "(no error)";
    } catch (EvalException e) {
      // As Nix prints it into a file: without colours and blanks at ends of lines, further lines
      // indented.
      return e.getMessage()
          .replaceAll("\u001b\\[[0-9;]*m", "")
          .replaceAll(" +(?=\n|$)", "")
          .stripTrailing()
          .replaceAll("\n(?=[^\n])", "\n       ");
    }
  }
}
