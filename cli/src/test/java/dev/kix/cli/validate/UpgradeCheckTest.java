package dev.kix.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.cli.Run;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kix upgrade-check --json} on the files of {@code src/test/resources/upgrade}, one for each
 * rule that an upgrade may break. Their first line has the further arguments; what must come stands
 * beside them in {@code NAME.json}. {@code -Dkix.accept=true} writes it.
 */
class UpgradeCheckTest {
  private static Path cases() throws URISyntaxException {
    URL found = UpgradeCheckTest.class.getResource("/upgrade/api-removed.yaml");
    assertThat(found).isNotNull();
    Path target = Path.of(found.toURI());
    while (target != null && !String.valueOf(target.getFileName()).equals("target")) {
      target = target.getParent();
    }
    assertThat(target).isNotNull();
    return target.resolveSibling("src/test/resources/upgrade");
  }

  static List<Path> manifests() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(cases())) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void saysWhatBreaks(Path manifest) throws IOException {
    String name = manifest.getFileName().toString();
    String first = Files.readAllLines(manifest).get(0);
    List<String> arguments = new ArrayList<>(List.of("upgrade-check", "--json"));
    arguments.addAll(List.of(first.substring(2).split(" ")));
    arguments.add(name);
    Run run = Run.in(manifest.getParent(), Map.of(), "", arguments.toArray(String[]::new));
    Path golden = manifest.resolveSibling(name.replace(".yaml", ".json"));
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(golden, run.out());
    }
    boolean breaks = !name.startsWith("nothing") && !name.startsWith("api-deprecated");
    assertThat(run).isEqualTo(new Run(breaks ? 1 : 0, Files.readString(golden), ""));
    assertThat(run.out()).contains(name.startsWith("nothing") ? "[ ]" : name.replace(".yaml", ""));
  }

  @Test
  void saysThatThereIsNothing(@TempDir Path empty) {
    Run run = Run.in(empty, Map.of(), "", "upgrade-check", "--to", "1.36", ".");
    assertThat(run).isEqualTo(new Run(0, ".: to 1.36: there are no manifests to look at\n", ""));
    assertThat(Run.in(empty, Map.of(), "", "upgrade-check", "--json", ".").out())
        .contains("\"empty\" : true");
  }

  @Test
  void namesItsOwnFlags(@TempDir Path empty) {
    assertThat(Run.in(empty, Map.of(), "", "upgrade-check", "--to", "9.9", ".").err())
        .startsWith("error: there are no schemas for Kubernetes 9.9\n")
        .endsWith("       Without --to it is the newest of them.\n");
    assertThat(Run.in(empty, Map.of(), "", "upgrade-check", "--from", "1.1", ".").err())
        .endsWith("       Without --from everything up to --to is looked at.\n");
  }
}
