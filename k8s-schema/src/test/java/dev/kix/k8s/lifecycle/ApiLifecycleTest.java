package dev.kix.k8s.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiLifecycleTest {
  private static final ApiLifecycle LIFECYCLE = ApiLifecycle.open();

  /** Expected values: https://kubernetes.io/docs/reference/using-api/deprecation-guide/. */
  @ParameterizedTest
  @CsvSource({
    "extensions/v1beta1, Deployment, 1.16, apps/v1",
    "extensions/v1beta1, Ingress, 1.22, networking.k8s.io/v1",
    "networking.k8s.io/v1beta1, Ingress, 1.22, networking.k8s.io/v1",
    "apiextensions.k8s.io/v1beta1, CustomResourceDefinition, 1.22, apiextensions.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1, ClusterRole, 1.22, rbac.authorization.k8s.io/v1",
    "batch/v1beta1, CronJob, 1.25, batch/v1",
    "policy/v1beta1, PodDisruptionBudget, 1.25, policy/v1",
    "policy/v1beta1, PodSecurityPolicy, 1.25,",
    "autoscaling/v2beta1, HorizontalPodAutoscaler, 1.25, autoscaling/v2",
    "autoscaling/v2beta2, HorizontalPodAutoscaler, 1.26, autoscaling/v2",
    "flowcontrol.apiserver.k8s.io/v1beta2, FlowSchema, 1.29, flowcontrol.apiserver.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta3, FlowSchema, 1.32, flowcontrol.apiserver.k8s.io/v1",
    "storage.k8s.io/v1beta1, CSIStorageCapacity, 1.27, storage.k8s.io/v1",
  })
  void removals(String apiVersion, String kind, String removed, String replacement) {
    ApiLife life = LIFECYCLE.find(GroupVersionKind.of(apiVersion, kind));
    assertThat(life).isNotNull();
    assertThat(life.removed()).isEqualTo(KubernetesVersion.parse(removed));
    assertThat(LIFECYCLE.replacement(life, KubernetesVersion.parse("1.34"))).isEqualTo(replacement);
  }

  @Test
  void whatAVersionServesIsNeitherRemovedNorNotYetThere() {
    KubernetesSchemas schemas = KubernetesSchemas.open();
    for (KubernetesVersion version : schemas.versions()) {
      ApiCatalog catalog = schemas.catalog(version);
      for (ApiLife life : LIFECYCLE.all()) {
        if (catalog.exists(life.api())) {
          assertThat(life.isRemovedIn(version)).as("%s in %s", life, version).isFalse();
          assertThat(life.isNotYetIn(version)).as("%s in %s", life, version).isFalse();
        } else {
          assertThat(
                  life.isRemovedIn(version) || life.isNotYetIn(version) || life.removed() == null)
              .as("%s in %s", life, version)
              .isTrue();
        }
      }
    }
  }

  @Test
  void everyEntryNamesItsSource() {
    assertThat(LIFECYCLE.all()).allSatisfy(life -> assertThat(life.source()).isNotEmpty());
  }
}
