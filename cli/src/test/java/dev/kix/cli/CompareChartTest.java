package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code kixpkgs/tools/compare-chart} says of two sets of manifests. */
class CompareChartTest {
  private static final Path FILES = Path.of("src/test/resources/compare-chart").toAbsolutePath();

  @Test
  void saysWhatDiffersAndPassesOverWhatEachToolHasItsOwn() throws IOException {
    assertThat(compare("theirs.yaml", "ours.yaml"))
        .isEqualTo(Files.readString(FILES.resolve("expected.txt")));
  }

  @Test
  void hasNothingToSayOfEqualOnes() {
    assertThat(compare("ours.yaml", "ours.yaml")).isEmpty();
  }

  private static String compare(String theirs, String ours) {
    Run run =
        Run.of(
            "eval",
            "--raw",
            "-f",
            Path.of("../kixpkgs/tools/compare-chart.nix").toAbsolutePath().normalize().toString(),
            "--argstr",
            "theirs",
            FILES.resolve(theirs).toString(),
            "--argstr",
            "ours",
            FILES.resolve(ours).toString());
    assertThat(run.err()).isEmpty();
    return run.out();
  }
}
