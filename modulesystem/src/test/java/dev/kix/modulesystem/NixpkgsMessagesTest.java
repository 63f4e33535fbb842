package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code errors/NAME.nix}, a set of mistakes, beside {@code NAME.txt}: what real Nix prints of each
 * with nixpkgs' own lib, without traces, or the value where nothing is wrong. {@code
 * conformance-tests/nixpkgs/goldens} asks real Nix again; {@code -Dkix.accept=true} writes what kix
 * says.
 */
class NixpkgsMessagesTest {
  private static final Path FOLDER = TestLibrary.RESOURCES.resolve("errors");

  @ParameterizedTest
  @ValueSource(strings = {"nixpkgs", "types", "words"})
  void saysWhatNixpkgsSays(String name) throws IOException {
    String actual;
    try (Interpreter nix = TestLibrary.interpreter()) {
      actual = Bytes.decode(nix.run(state -> report(state, FOLDER.resolve(name + ".nix"))));
    }
    Path expected = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  private static String report(EvalState state, Path file) {
    NixAttrs mistakes = ((NixAttrs) TestLibrary.load(state, file).force()).flatten();
    Value show =
        state
            .importer()
            .importFile(Bytes.encode(TestLibrary.RESOURCES.resolve("types/show.nix").toString()));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < mistakes.size(); i++) {
      out.append("== ").append(mistakes.name(i)).append('\n');
      out.append(outcome(state, mistakes.value(i), show)).append('\n');
    }
    return out.toString();
  }

  private static String outcome(EvalState state, Lazy value, Value show) {
    int depth = state.depth();
    try {
      Nix.builtin(state, "deepSeq", value, NixNull.NULL);
      return ((NixString) state.call(show, null, value)).value();
    } catch (EvalException e) {
      state.restoreDepth(depth);
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
