package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code errors/showcase.nix}, a list of evaluations, beside {@code showcase.txt}: everything that
 * is wrong with each in the words of clusters. {@code -Dkix.accept=true} rewrites the latter.
 */
class MessagesTest {
  private static final Path FOLDER = TestLibrary.RESOURCES.resolve("errors");

  @Test
  void saysEverythingThatIsWrong() throws IOException {
    String actual;
    try (Interpreter nix = TestLibrary.interpreter()) {
      actual = Bytes.decode(nix.run(MessagesTest::report));
    }
    Path expected = FOLDER.resolve("showcase.txt");
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  private static String report(EvalState state) {
    NixList cases = (NixList) TestLibrary.load(state, FOLDER.resolve("showcase.nix")).force();
    ProblemWording wording = ProblemWording.cluster(roots());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cases.size(); i++) {
      List<Lazy> modules = List.of(state.forceList(cases.get(i), null, "").elements());
      Findings findings =
          ModuleEvaluation.evaluate(state, TestLibrary.lib(state), modules).findings();
      out.append("== ").append(i + 1).append('\n');
      for (ModuleProblem p : findings.problems()) {
        append(out, "error: ", wording.message(state, p));
      }
      findings.failures().forEach(e -> append(out, "failure: ", e.getMessage()));
      for (OptionWarning w : findings.warnings()) {
        append(out, "warning: ", w.message(roots()));
      }
    }
    return out.toString();
  }

  private static List<String> roots() {
    return List.of(Bytes.encode(FOLDER.toString()));
  }

  private static void append(StringBuilder out, String start, String message) {
    out.append(start).append(message.replace("\n", "\n" + " ".repeat(start.length()))).append('\n');
  }
}
