package dev.kix.k8s.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.k8s.Finding;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.YamlManifests;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.KubernetesSchemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What breaks, what will, and what is no matter of the upgrade. */
class UpgradeCheckTest {
  private static final KubernetesSchemas SCHEMAS = KubernetesSchemas.open();

  private static List<String> check(@Nullable String from, String to, String yaml) {
    KubernetesVersion old = from == null ? null : KubernetesVersion.parse(from);
    List<Finding> findings =
        new UpgradeCheck(SCHEMAS, ApiLifecycle.open(), old, KubernetesVersion.parse(to))
            .check(YamlManifests.parse("in.yaml", yaml));
    return findings.stream()
        .map(f -> (f.isError() ? "error " : "warning ") + f.ruleId() + " " + f.path())
        .toList();
  }

  @Test
  void aRemovedApiAndWhatItsReplacementDemands() {
    String ingress =
        """
        apiVersion: networking.k8s.io/v1beta1
        kind: Ingress
        metadata: {name: web}
        spec: {rules: [{http: {paths: [{path: /, backend: {serviceName: web, servicePort: 80}}]}}]}
        """;
    assertThat(check(null, "1.36", ingress))
        .containsExactlyInAnyOrder(
            "error api-removed $.apiVersion",
            "error schema-required $.spec.rules[0].http.paths[0]",
            "error one-of $.spec.rules[0].http.paths[0].backend",
            "error schema-unknown-field $.spec.rules[0].http.paths[0].backend.serviceName",
            "error schema-unknown-field $.spec.rules[0].http.paths[0].backend.servicePort");
  }

  @Test
  void aRemovedApiWhoseReplacementTakesTheSame() {
    String budget =
        """
        apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
        kind: FlowSchema
        metadata: {name: web}
        spec: {priorityLevelConfiguration: {name: low}}
        """;
    assertThat(check("1.30", "1.31", budget))
        .containsExactly("warning api-deprecated $.apiVersion");
    assertThat(check("1.31", "1.32", budget)).containsExactly("error api-removed $.apiVersion");
  }

  @Test
  void whatIsWrongAnywayIsLeftOut() {
    String deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {replicas: three, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: web, image: web}]}}}
        """;
    assertThat(check("1.30", "1.36", deployment)).isEmpty();
    assertThat(check(null, "1.36", deployment)).isEmpty();
  }

  @Test
  void aFieldThatIsGone() {
    // ServiceCIDR and its like come and go; PodSpec lost nothing, but claims of 1.28 could name
    // resource claims, which those of 1.29 cannot.
    String claim =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}, claims: [{name: x}]}}
        """;
    assertThat(check("1.28", "1.29", claim))
        .containsExactly("error schema-unknown-field $.spec.resources.claims");
    assertThat(check("1.29", "1.36", claim)).isEmpty();
  }
}
