package dev.kix.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kix.conformance.Program;
import dev.kix.conformance.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code src/test/resources/golden}, through the program and through the API. */
class GoldenTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", "/fake-home", "TEST_VAR", "foo");

  static List<GoldenCase> cases() throws IOException {
    return GoldenCase.in(folder());
  }

  static List<GoldenCase> plainCases() throws IOException {
    return cases().stream().filter(GoldenCase::isPlain).toList();
  }

  private static Path folder() throws IOException {
    return Project.root().resolve("conformance-tests/src/test/resources/golden").toRealPath();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void throughTheProgram(GoldenCase golden) throws IOException {
    Program.Result result =
        Program.run(golden.folder(), ENVIRONMENT, new byte[0], golden.command());
    String out = golden.normalize(result.out());
    String err = golden.normalize(result.err());
    if (GoldenCase.accepts()) {
      golden.accept(result.code(), out, err);
      return;
    }
    String expected = golden.output();
    String error = golden.error();
    assertThat(err).isEqualTo(error == null ? "" : error);
    assertThat(out).isEqualTo(expected == null ? "" : expected);
    assertThat(result.code()).isEqualTo(golden.exitCode());
  }

  @ParameterizedTest
  @MethodSource("plainCases")
  void throughTheApi(GoldenCase golden) throws IOException {
    assumeFalse(GoldenCase.accepts(), "the program's output is being accepted");
    Embedding.Result result = Embedding.evaluate(golden.file(".nix"), ENVIRONMENT);
    String expected = golden.output();
    if (expected == null) {
      assertThat(golden.normalize(result.error())).isEqualTo(golden.error());
    } else {
      assertThat(golden.normalize(result.error()))
          .isEqualTo(golden.error() == null ? "" : golden.error());
      assertThat(golden.normalize(result.output())).isEqualTo(expected);
    }
  }
}
