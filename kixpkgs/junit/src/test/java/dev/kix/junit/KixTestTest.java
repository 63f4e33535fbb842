package dev.kix.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.cluster.testing.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KixTestTest {
  private static final String EXAMPLE = "src/test/resources/example";

  /** What the method below was given, in order. */
  private static final List<String> SEEN = new ArrayList<>();

  @TempDir Path temp;

  @KixTest(value = EXAMPLE, filter = "sum|negative")
  void givesTheMethodEachTestThatPassed(TestResult result) {
    assertThat(result.ok()).isTrue();
    SEEN.add(result.file() + " " + result.name());
    assertThat(SEEN).hasSizeLessThanOrEqualTo(2);
    assertThat(List.of("greeter/tests/default.nix negative", "greeter/tests/default.nix sum"))
        .startsWith(SEEN.toArray(new String[0]));
  }

  @Test
  void makesADynamicTestOfEach() throws Throwable {
    try (Stream<DynamicNode> nodes = KixTests.below(Path.of(EXAMPLE))) {
      List<DynamicNode> files = nodes.toList();
      assertThat(files)
          .extracting(DynamicNode::getDisplayName)
          .containsExactly("greeter/tests/default.nix");
      List<DynamicTest> tests = tests(files.get(0));
      assertThat(tests)
          .extracting(DynamicNode::getDisplayName)
          .containsExactly("compiles", "negative", "sum");
      for (DynamicTest test : tests) {
        test.getExecutable().execute();
      }
    }
  }

  private static List<DynamicTest> tests(DynamicNode file) {
    return ((DynamicContainer) file).getChildren().map(DynamicTest.class::cast).toList();
  }

  @Test
  void aFailureSaysWhereItDiffers() throws IOException {
    Path file = write("{ wrong = { expr = { a = 1; }; expected = { a = 2; }; }; }");
    try (Stream<DynamicNode> nodes = KixTests.below(file)) {
      DynamicTest test = tests(nodes.toList().get(0)).get(0);
      assertThatThrownBy(() -> test.getExecutable().execute())
          .isInstanceOf(AssertionError.class)
          .hasMessage("default.nix: wrong\n$.a: expected 2 but came 1");
    }
  }

  @Test
  void aFileThatCannotBeReadIsATestThatFails() throws IOException {
    Path file = write("{ a = ");
    try (Stream<DynamicNode> nodes = KixTests.below(file, "nothing")) {
      DynamicTest test = tests(nodes.toList().get(0)).get(0);
      assertThat(test.getDisplayName()).isEqualTo("(file)");
      assertThatThrownBy(() -> test.getExecutable().execute())
          .hasMessageContaining("syntax error, unexpected end of file");
    }
  }

  @Test
  void noTestsIsAFailure() throws IOException {
    Path file = write("{ }");
    assertThatThrownBy(() -> KixTests.below(file).close())
        .hasMessageStartingWith("There are no tests below ");
    assertThatThrownBy(() -> KixTests.below(Path.of(EXAMPLE), "nothing").close())
        .hasMessageContaining("matches 'nothing'");
    assertThatThrownBy(() -> KixTests.below(temp.resolve("absent")).close())
        .hasMessageStartingWith("There is no folder ");
  }

  private Path write(String text) throws IOException {
    Path file = Files.createDirectories(temp.resolve("tests")).resolve("default.nix");
    return Files.writeString(file, text);
  }
}
