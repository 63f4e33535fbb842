package dev.kix.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden cases: {@code messages/NAME.nix} with a cluster, beside it all that compiling it says, as
 * a user sees it. {@code -Dkix.accept=true} rewrites what is expected.
 */
class ClusterMessagesTest {
  private static final Pattern OWN_LINE =
      Pattern.compile("((?:kix|lib|packages)/[^\\s:,]+\\.nix(?:, line |:))\\d+");

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/messages"))) {
      return files.filter(f -> f.toString().endsWith(".nix")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void says(Path file) throws IOException {
    StringBuilder said = new StringBuilder();
    try {
      Activation activation = Clusters.compile(file.toRealPath());
      activation.warnings().forEach(m -> said.append(m.render()).append('\n'));
    } catch (ClusterException e) {
      e.messages().forEach(m -> said.append(m.render()).append('\n'));
    }
    // Lines of kix's own sources move with every change there.
    String text = OWN_LINE.matcher(said).replaceAll("$1N");
    Path expected = Path.of(file.toString().replaceFirst("\\.nix$", ".txt"));
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, text, StandardCharsets.UTF_8);
    }
    assertThat(text).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
  }
}
