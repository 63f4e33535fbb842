package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code src/test/resources/clusters}; its README says what their files mean. */
class ClusterCommandsTest {
  private static Path cases() throws URISyntaxException {
    URL found = ClusterCommandsTest.class.getResource("/clusters/README.md");
    assertThat(found).isNotNull();
    Path compiled = Path.of(found.toURI());
    // What is accepted goes into the sources.
    Path target = compiled;
    while (target != null && !String.valueOf(target.getFileName()).equals("target")) {
      target = target.getParent();
    }
    assertThat(target).isNotNull();
    return target.resolveSibling("src/test/resources/clusters");
  }

  static List<Path> arguments() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.walk(cases())) {
      return files.filter(f -> f.toString().endsWith(".args")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void prints(Path arguments) throws IOException {
    Run run =
        Run.in(
            arguments.getParent().toRealPath(),
            Map.of(),
            "",
            Files.readString(arguments).strip().split(" "));
    Path out = sibling(arguments, ".out");
    Path err = sibling(arguments, ".err");
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(out, run.out());
      if (run.err().isEmpty()) {
        Files.deleteIfExists(err);
      } else {
        Files.writeString(err, run.err());
      }
    }
    String said = Files.exists(err) ? Files.readString(err) : "";
    assertThat(run)
        .isEqualTo(new Run(said.contains("error: ") ? 1 : 0, Files.readString(out), said));
  }

  private static Path sibling(Path file, String end) {
    return file.resolveSibling(file.getFileName().toString().replaceAll("\\.args$", end));
  }
}
