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

  /**
   * Software that a restricted namespace cannot have, with the standard that its own can enforce.
   */
  private static final Map<String, String> UNRESTRICTED = Map.of("node-exporter", "privileged");

  /** Packages that hold a place of which a cluster has one, and the package that has it here. */
  private static final Map<String, String> STANDS_IN = Map.of("prometheus", "prometheus-stack");

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
                    + "namespaces.test.podSecurity.enforce = \""
                    + UNRESTRICTED.getOrDefault(name, "restricted")
                    + "\";\n"));
    assertThat(Clusters.warnings(a)).isEmpty();
  }

  /**
   * All of them side by side, each in a namespace of its own, in one cluster that forbids what it
   * can.
   */
  @Test
  void compileTogether() throws IOException {
    StringBuilder instances = new StringBuilder();
    for (String name : names()) {
      if (STANDS_IN.containsKey(name)) {
        continue; // it would define the same resources of the cluster as another
      }
      instances.append(
          """
          instances.x-%1$s.%1$s = { package = packages.%1$s; %2$s };
          namespaces.x-%1$s.podSecurity.enforce = "%3$s";
          """
              .formatted(
                  name,
                  NEEDED.getOrDefault(name, ""),
                  UNRESTRICTED.getOrDefault(name, "restricted")));
    }
    Activation a =
        Clusters.compile(
            temp.toRealPath(),
            """
            { packages, ... }:
            {
              kubernetes.version = "1.36";
              monitoring = { enabled = true; discovery = "operator"; };
              support.accepted = {
                ingress-nginx = "its project was given up, the package is tested all the same";
                minio = "likewise";
              };
              %s
              instances.x-immich.storage = {
                package = packages.persistent-volume-claim;
                config.size = "100Gi";
              };
              instances.x-paperless.storage = {
                package = packages.persistent-volume-claim;
                config.size = "100Gi";
              };
            }
            """
                .formatted(instances));
    assertThat(Clusters.warnings(a)).isEmpty();
    assertThat(a.graph().nodes()).hasSizeGreaterThan(250);
  }

  static String cluster(String name, String more) {
    return """
    { packages, ... }:
    {
      kubernetes.version = "1.36";
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
