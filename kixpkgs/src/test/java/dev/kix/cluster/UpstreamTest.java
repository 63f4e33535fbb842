package dev.kix.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What packages are compared with upstream by: each set in an {@code upstream.nix} compiles without
 * a finding, and the table in {@code docs/packages.md} says what there is.
 */
class UpstreamTest {
  private static final Path PACKAGES = Path.of("packages").toAbsolutePath();
  private static final Path PAGE = Path.of("../docs/packages.md");
  private static final String START = "<!-- table: kixpkgs/tools/packages-table.nix -->\n";
  private static final String END = "<!-- end of table -->\n";

  @TempDir Path temp;

  private static Interpreter interpreter() {
    return KixLibrary.install(Interpreter.builder())
        .permissions(Permissions.reading(PACKAGES.getParent()))
        .build();
  }

  static List<String> sets() {
    List<String> sets = new ArrayList<>();
    try (Interpreter nix = interpreter()) {
      for (String name : PackageSetTest.names()) {
        Path file = PACKAGES.resolve(name).resolve("upstream.nix");
        if (Files.exists(file)) {
          nix.evaluateFile(file).get("sets").attrNames().forEach(set -> sets.add(name + " " + set));
        }
      }
    }
    return sets;
  }

  @ParameterizedTest
  @MethodSource("sets")
  void compilesWithoutAFinding(String set) throws IOException {
    String[] parts = set.split(" ", -1);
    Files.copy(PACKAGES.resolve(parts[0]).resolve("upstream.nix"), temp.resolve("upstream.nix"));
    Files.copy(
        PACKAGES.resolveSibling("tools").resolve("upstream-cluster.nix"),
        temp.resolve("upstream-cluster.nix"));
    Activation a =
        Clusters.compile(
            temp.toRealPath(),
            """
            {
              imports = [
                (import ./upstream-cluster.nix {
                  package = "%s";
                  set = (import ./upstream.nix).sets."%s";
                })
              ];
              kubernetes.version = "1.36";
            }
            """
                .formatted(parts[0], parts[1]));
    assertThat(Clusters.warnings(a)).isEmpty();
  }

  @Test
  void thePageSaysWhatThereIs() throws IOException {
    String expression =
        "import %s/packages-table.nix { lib = import /kixpkgs/lib; packages = %s; }"
            .formatted(PACKAGES.resolveSibling("tools"), PACKAGES);
    String table;
    try (Interpreter nix = interpreter()) {
      table = nix.evaluate(expression).asString();
    }
    String page = Files.readString(PAGE);
    int from = page.indexOf(START) + START.length();
    int to = page.indexOf(END);
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("docs/packages.md; run with -Dkix.accept=true to write it")
          .isEqualTo(table);
    }
  }
}
