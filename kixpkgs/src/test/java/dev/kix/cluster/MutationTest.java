package dev.kix.cluster;

import static dev.kix.cluster.Mutation.remove;
import static dev.kix.cluster.Mutation.replace;
import static dev.kix.cluster.Mutation.set;
import static dev.kix.cluster.Mutation.typo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Severity;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.posture.PostureValidator;
import dev.kix.k8s.relations.ClusterValidator;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.k8s.validation.ManifestValidator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Mistakes made one at a time in the compiled example, wherever they can be made: each is found by
 * the rule that is there for it. The example itself is found right by all of them.
 */
class MutationTest {
  private static final String APPS = "Deployment StatefulSet";
  private static final String POD = "spec/template/spec/";
  private static final String CONTAINER = POD + "containers/*/";

  /** At most so many resources a mistake: more of them are only more of the same. */
  private static final int EACH = 8;

  private static final List<Mutation> MUTATIONS =
      List.of(
          // Names of what is elsewhere.
          typo("service-account-exists", APPS, POD + "serviceAccountName"),
          typo("priority-class-exists", APPS, POD + "priorityClassName"),
          typo("config-map-exists", APPS, POD + "volumes/name=config/configMap/name"),
          typo(
              "secret-exists",
              APPS,
              CONTAINER + "env/name=POSTGRES_PASSWORD/valueFrom/secretKeyRef/name"),
          set(
              "pvc-exists",
              APPS,
              POD + "volumes/*",
              "{\"name\": \"data\", \"persistentVolumeClaim\": {\"claimName\": \"x\"}}"),
          typo("stateful-set-service", "StatefulSet", "spec/serviceName"),
          typo("storage-class-exists", "PersistentVolumeClaim", "spec/storageClassName"),
          typo("ingress-class-exists", "Ingress", "spec/ingressClassName"),
          typo("ingress-backend", "Ingress", "spec/rules/*/http/paths/*/backend/service/name"),
          typo("ingress-backend", "Ingress", "spec/rules/*/http/paths/*/backend/service/port/name"),
          typo("hpa-target", "HorizontalPodAutoscaler", "spec/scaleTargetRef/name"),
          set("hpa-target", "HorizontalPodAutoscaler", "spec/scaleTargetRef/kind", "\"DaemonSet\""),
          typo("role-exists", "RoleBinding ClusterRoleBinding", "roleRef/name"),
          typo("binding-subject-exists", "RoleBinding ClusterRoleBinding", "subjects/*/name"),
          typo("namespace-exists", APPS + " Service ConfigMap Ingress", "metadata/namespace"),
          // Labels and selectors.
          typo("selector-template", APPS, "spec/template/metadata/labels/app.kubernetes.io~name"),
          typo("selector-template", APPS, "spec/selector/matchLabels/*"),
          typo("service-selector", "Service", "spec/selector/*"),
          typo("pdb-selector", "PodDisruptionBudget", "spec/selector/matchLabels/*"),
          set(
              "network-policy-selector",
              "NetworkPolicy",
              "spec/podSelector",
              "{\"matchLabels\": {\"app\": \"nobody\"}}"),
          remove("managed-by", "Service ConfigMap", "metadata/labels/app.kubernetes.io~managed-by"),
          // Ports and probes.
          typo("service-target-port", "Service", "spec/ports/*/targetPort"),
          typo("probe-port", APPS, CONTAINER + "readinessProbe/httpGet/port"),
          set("port-range", APPS, CONTAINER + "ports/*/containerPort", "70000"),
          set("port-range", "Service", "spec/ports/*/port", "0"),
          set("one-of", APPS, CONTAINER + "readinessProbe/tcpSocket", "{\"port\": 1}"),
          // Values.
          set("schema-type", APPS, "spec/replicas", "\"three\""),
          set("schema-unknown-field", APPS, "spec/replicaCount", "3"),
          remove("schema-required", APPS, "spec/selector"),
          remove("schema-required", "RoleBinding ClusterRoleBinding", "roleRef"),
          set("schema-enum", APPS, CONTAINER + "imagePullPolicy", "\"Sometimes\""),
          set("schema-enum", "Service", "spec/type", "\"Balancer\""),
          set("schema-format", APPS, CONTAINER + "resources/limits/memory", "\"much\""),
          set("value-range", APPS, "spec/replicas", "-1"),
          set("pod-resources", APPS, CONTAINER + "resources/requests/memory", "\"64Gi\""),
          set("pod-restart-policy", APPS, POD + "restartPolicy", "\"Never\""),
          typo("pod-volume-mounts", APPS, CONTAINER + "volumeMounts/*/name"),
          set("metadata-name", "Service ConfigMap", "metadata/name", "\"Upper_Case\""),
          set("metadata-labels", APPS, "metadata/labels/team", "\"a team\""),
          set("config-keys", "ConfigMap", "data", "{\"a/b\": \"\"}"),
          // APIs.
          set("api-removed", "HorizontalPodAutoscaler", "apiVersion", "\"autoscaling/v2beta2\""),
          set("api-removed", "PodDisruptionBudget", "apiVersion", "\"policy/v1beta1\""),
          set("api-removed", "Ingress", "apiVersion", "\"networking.k8s.io/v1beta1\""),
          set("api-unknown", APPS, "apiVersion", "\"apps/v7\""),
          // Risks.
          set("pod-security", APPS, CONTAINER + "securityContext/privileged", "true"),
          set("pod-security", APPS, POD + "hostNetwork", "true"),
          remove("pod-security", APPS, CONTAINER + "securityContext/capabilities/drop"),
          set("image-tag", APPS, CONTAINER + "image", "\"registry.example.com/app:latest\""),
          set(
              "secret-in-env",
              APPS,
              CONTAINER + "env",
              "[{\"name\": \"TOKEN\", \"value\": \"x8aT\"}]"),
          set("secret-in-config-map", "ConfigMap", "data", "{\"password\": \"hunter2\"}"),
          remove("pod-requests", APPS, CONTAINER + "resources"),
          set("rbac-wildcard", "Role ClusterRole", "rules/*/verbs", "[\"*\"]"),
          set("rbac-cluster-admin", "ClusterRoleBinding", "roleRef/name", "\"cluster-admin\""),
          set(
              "rbac-anonymous",
              "RoleBinding ClusterRoleBinding",
              "subjects/*",
              "{\"kind\": \"Group\", \"apiGroup\": \"rbac.authorization.k8s.io\", \"name\": \"system:unauthenticated\"}"),
          replace(
              "pdb-blocks-eviction",
              "PodDisruptionBudget",
              "spec/maxUnavailable",
              old -> Mutation.parse("0")));

  private static final Activation WEBSHOP =
      Clusters.compile(Path.of("examples/webshop").toAbsolutePath());

  private final List<ObjectNode> manifests = new ArrayList<>();
  private final ApiCatalog catalog =
      KubernetesSchemas.open().catalog(KubernetesVersion.parse(WEBSHOP.kubernetesVersion()));
  private final ExternalResources external;

  MutationTest() {
    ExternalResources outside =
        ExternalResources.NONE
            .with("CustomResourceDefinition", null, "clusterissuers.cert-manager.io")
            .with("StorageClass", null, "shared-nfs");
    for (ResourceNode node : WEBSHOP.graph().nodes().values()) {
      manifests.add(node.manifest());
      for (JsonNode name : node.manifest().findValues("secretKeyRef")) {
        outside = outside.with("Secret", node.id().namespace(), name.path("name").asText());
      }
      for (JsonNode name : node.manifest().findValues("secretName")) {
        outside = outside.with("Secret", node.id().namespace(), name.asText());
      }
    }
    external = outside;
  }

  @Test
  void theExampleIsRight() {
    assertThat(findings(manifests)).filteredOn(f -> f.severity() != Severity.NOTE).isEmpty();
  }

  @Test
  void everyMistakeIsFound() {
    List<String> missed = new ArrayList<>();
    int made = 0;
    for (Mutation mutation : MUTATIONS) {
      int here = 0;
      for (int i = 0; i < manifests.size() && here < EACH; i++) {
        ObjectNode wrong = isShared(manifests.get(i)) ? null : mutation.apply(manifests.get(i));
        if (wrong == null || wrong.equals(manifests.get(i))) {
          continue;
        }
        here++;
        List<ObjectNode> changed = new ArrayList<>(manifests);
        changed.set(i, wrong);
        TreeSet<String> found = new TreeSet<>();
        findings(changed).forEach(f -> found.add(f.ruleId()));
        if (!found.contains(mutation.rule())) {
          missed.add(
              mutation.rule()
                  + " at "
                  + mutation.path()
                  + " of "
                  + new Manifest(wrong, ManifestSource.UNKNOWN).id()
                  + ": "
                  + found);
        }
      }
      if (here == 0) {
        missed.add(mutation.rule() + " at " + mutation.path() + ": nowhere in the example");
      }
      made += here;
    }
    assertThat(missed).isEmpty();
    assertThat(made).isGreaterThanOrEqualTo(200);
  }

  /**
   * In a namespace that is not kix's own there may be more than is seen: rules are milder there.
   */
  private static boolean isShared(ObjectNode manifest) {
    JsonNode metadata = manifest.path("metadata");
    return metadata.path("namespace").asText().equals("kube-system")
        || metadata.path("name").asText().startsWith("kube-system-");
  }

  private List<Finding> findings(List<ObjectNode> trees) {
    List<Manifest> all = new ArrayList<>();
    for (ObjectNode tree : trees) {
      all.add(new Manifest(tree, ManifestSource.UNKNOWN));
    }
    RulePolicy policy = RulePolicy.DEFAULT;
    List<Finding> out = new ArrayList<>();
    out.addAll(new ManifestValidator(catalog, ApiLifecycle.open(), external, policy).validate(all));
    out.addAll(
        new ClusterValidator(catalog, external, policy, ExternalHint.CLUSTER_OPTION).validate(all));
    out.addAll(new PostureValidator(catalog, policy).validate(all));
    return out;
  }
}
