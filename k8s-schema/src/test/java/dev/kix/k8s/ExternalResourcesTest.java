package dev.kix.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExternalResourcesTest {
  @Test
  void namespacesTellNamespacedResourcesApart() {
    ExternalResources external = ExternalResources.NONE.with("Secret", "web", "smtp");
    assertThat(external.has("Secret", "web", "smtp")).isTrue();
    assertThat(external.has("Secret", "db", "smtp")).isFalse();
    assertThat(external.has("ConfigMap", "web", "smtp")).isFalse();
    assertThat(external.hasAny("Secret", "web")).isTrue();
    assertThat(external.hasAny("Secret", "db")).isFalse();
    assertThat(ExternalResources.NONE.has("Secret", "web", "smtp")).isFalse();
  }

  @Test
  void aNamespaceGivenToAClusterScopedKindIsOverlooked() {
    ExternalResources external = ExternalResources.NONE.with("StorageClass", "db", "fast");
    assertThat(external.has("StorageClass", null, "fast")).isTrue();
    assertThat(external.has("StorageClass", null, "slow")).isFalse();
  }

  @Test
  void keysAreKnownOnlyWhenEveryDeclarationTellsThem() {
    ExternalResources external = ExternalResources.NONE.with("Secret", "a", "s", Set.of("x"));
    assertThat(external.keysOf("Secret", "a", "s")).containsExactly("x");
    assertThat(external.with("Secret", "a", "s", Set.of("y")).keysOf("Secret", "a", "s"))
        .containsExactlyInAnyOrder("x", "y");
    assertThat(external.with("Secret", "a", "s").keysOf("Secret", "a", "s")).isEmpty();
  }

  @Test
  void declaredDefinitionsVouchForTheirGroup() {
    ExternalResources external =
        ExternalResources.of(
            List.of(
                new ResourceId(
                    "apiextensions.k8s.io",
                    "CustomResourceDefinition",
                    null,
                    "certificates.cert-manager.io")));
    assertThat(external.hasDefinitionsOf("cert-manager.io")).isTrue();
    assertThat(external.hasDefinitionsOf("io")).isFalse();
  }
}
