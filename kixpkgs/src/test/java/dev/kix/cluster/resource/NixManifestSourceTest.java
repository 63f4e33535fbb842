package dev.kix.cluster.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NixManifestSourceTest {
  @Test
  void readsThePathsOfFindings() {
    assertThat(NixManifestSource.steps("$")).isEmpty();
    assertThat(NixManifestSource.steps("$.spec.containers[0].ports[12].name"))
        .containsExactly("spec", "containers", 0, "ports", 12, "name");
    assertThat(NixManifestSource.steps("$.metadata.labels['app.kubernetes.io/name'].x"))
        .containsExactly("metadata", "labels", "app.kubernetes.io/name", "x");
    assertThat(NixManifestSource.steps("$.data['it\\'s \\\\ \u00e9']"))
        .containsExactly("data", "it's \\ \u00c3\u00a9");
  }
}
