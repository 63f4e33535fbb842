package dev.kix.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every package of kixpkgs compiles by itself, with its defaults and with metrics, without a
 * finding.
 */
class PackageSetTest {
  private static final Path PACKAGES = Path.of("packages").toAbsolutePath();

  /** What a package must be told, because no default would be right. */
  private static final Map<String, String> NEEDED =
      Map.of("python-app", "config.image.tag = \"v1\";");

  @TempDir Path temp;

  static List<String> names() {
    try (Stream<Path> found = Files.list(PACKAGES)) {
      return found
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isWhatThePlatformNeeds() {
    assertThat(names()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(names())
        .allSatisfy(
            name -> assertThat(PACKAGES.resolve(name).resolve("README.md")).isNotEmptyFile());
  }

  @ParameterizedTest
  @MethodSource("names")
  void compilesWithItsDefaults(String name) throws IOException {
    Activation a = Clusters.compile(temp.toRealPath(), cluster(name, ""));
    List<String> expected =
        name.equals("prometheus")
            ? List.of(
                "prometheus 'subject' runs, but monitoring.enabled is off: packages expose no"
                    + " metrics.")
            : List.of();
    assertThat(Clusters.warnings(a)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("names")
  void compilesWithMetricsAndAPolicyForAll(String name) throws IOException {
    Activation a =
        Clusters.compile(
            temp.toRealPath(),
            cluster(
                name,
                "monitoring = { enabled = true; discovery = \"operator\"; };\n"
                    + "namespaces.test.podSecurity.enforce = \"restricted\";\n"));
    assertThat(Clusters.warnings(a)).isEmpty();
  }

  static String cluster(String name, String more) {
    return """
    { packages, ... }:
    {
      kubernetes.version = "1.34";
      support.accepted = {
        ingress-nginx = "its project was given up, the package is tested all the same";
        minio = "likewise";
      };
      %s
      instances.test.subject = { package = packages.%s; %s };
      instances.test.storage = {
        package = packages.persistent-volume-claim;
        config.size = "100Gi";
      };
    }
    """
        .formatted(more, name, NEEDED.getOrDefault(name, ""));
  }
}
