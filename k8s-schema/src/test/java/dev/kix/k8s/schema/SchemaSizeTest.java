package dev.kix.k8s.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.k8s.KubernetesVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every minor version is there, and all of them are small. */
class SchemaSizeTest {
  @Test
  void noMinorVersionIsLeftOut() {
    List<KubernetesVersion> versions = KubernetesSchemas.open().versions();
    assertThat(versions.getFirst()).isEqualTo(new KubernetesVersion(1, 25));
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i)).isEqualTo(new KubernetesVersion(1, 25 + i));
    }
    assertThat(versions.getLast().minor()).isGreaterThanOrEqualTo(37);
  }

  @Test
  void allOfThemFitFourMegabytes() throws Exception {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/dev/kix/k8s"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isPositive().isLessThan(4L << 20);
  }
}
