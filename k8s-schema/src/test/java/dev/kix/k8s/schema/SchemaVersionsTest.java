package dev.kix.k8s.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.k8s.KubernetesVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every minor version is there. */
class SchemaVersionsTest {
  @Test
  void noMinorVersionIsLeftOut() {
    List<KubernetesVersion> versions = KubernetesSchemas.open().versions();
    assertThat(versions.getFirst()).isEqualTo(new KubernetesVersion(1, 25));
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i)).isEqualTo(new KubernetesVersion(1, 25 + i));
    }
    assertThat(versions.getLast().minor()).isGreaterThanOrEqualTo(37);
  }
}
