package dev.kix.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cluster.graph.ResourceNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One policy, written once with wildcards, reaches the pods of every package: those that a package
 * makes itself, all of them, and those that an operator makes of a custom resource.
 */
class PackagePolicyTest {
  private static final String CONTAINER =
      """
      {
        image = "example.com/policy:1";
        imagePullPolicy = "Always";
        resources = { requests.cpu = "1m"; limits.memory = "8Mi"; };
        securityContext = {
          allowPrivilegeEscalation = false;
          capabilities.drop = [ "ALL" ];
        };
      }
      """;

  private static final String POLICY =
      """
      instances.*.*.config = {
        scheduling = {
          nodeSelector.pool = "policy";
          tolerations = [ { key = "policy"; operator = "Exists"; } ];
          priorityClassName = "policy";
        };
        podLabels.policy = "label";
        podAnnotations."policy.example.com/note" = "annotation";
        image.pullSecrets = [ "policy" ];
        image.pullPolicy = "Always";
        terminationGracePeriodSeconds = 77;
        scheduling.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution = [ ];
        probes.liveness.periodSeconds = 77;
        extraVolumes = [ { name = "policy"; emptyDir = { }; } ];
        extraVolumeMounts = [ { name = "policy"; mountPath = "/policy"; } ];
        extraContainers = [ ({ name = "policy-beside"; } // CONTAINER) ];
        initContainers = [ ({ name = "policy-before"; } // CONTAINER) ];
        securityContext = { runAsUser = 4711; fsGroup = 4712; };
        serviceAccount.annotations."policy.example.com/role" = "role";
        resources.limits.memory = "7Gi";
        extraEnv.POLICY = "env";
        containers."*" = {
          extraEnv.EVERYWHERE = "yes";
          resources.limits.ephemeral-storage = "7Gi";
        };
      };
      external = [
        { kind = "PriorityClass"; name = "policy"; }
        { kind = "Secret"; namespace = "test"; name = "policy"; }
      ];
      """
          .replace("CONTAINER", CONTAINER);

  /** What the pods of an operator look like in its custom resource: kind, then field by field. */
  private static final Map<String, Map<String, String>> OPERATED =
      Map.of(
          "Prometheus",
          Map.of(
              "/spec/nodeSelector/pool", "policy",
              "/spec/tolerations/0/key", "policy",
              "/spec/priorityClassName", "policy",
              "/spec/podMetadata/labels/policy", "label",
              "/spec/imagePullSecrets/0/name", "policy",
              "/spec/securityContext/runAsUser", "4711",
              "/spec/resources/limits/memory", "7Gi",
              "/spec/containers/0/env/0/value", "env"),
          "Alertmanager",
          Map.of(
              "/spec/nodeSelector/pool", "policy",
              "/spec/tolerations/0/key", "policy",
              "/spec/priorityClassName", "policy",
              "/spec/podMetadata/labels/policy", "label",
              "/spec/imagePullSecrets/0/name", "policy",
              "/spec/securityContext/runAsUser", "4711",
              "/spec/containers/0/env/0/value", "yes",
              "/spec/containers/1/env/0/value", "yes"),
          "Cluster",
          Map.of(
              "/spec/affinity/nodeSelector/pool", "policy",
              "/spec/affinity/tolerations/0/key", "policy",
              "/spec/priorityClassName", "policy",
              "/spec/inheritedMetadata/labels/policy", "label",
              "/spec/imagePullSecrets/0/name", "policy",
              "/spec/resources/limits/memory", "7Gi"),
          "SGCluster",
          Map.of(
              "/spec/pods/scheduling/nodeSelector/pool", "policy",
              "/spec/pods/scheduling/tolerations/0/key", "policy",
              "/spec/pods/scheduling/priorityClassName", "policy",
              "/spec/metadata/labels/clusterPods/policy", "label"));

  @TempDir Path temp;

  static List<String> names() {
    return PackageSetTest.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void reachesEveryPod(String name) throws IOException {
    Activation a = Clusters.compile(temp.toRealPath(), PackageSetTest.cluster(name, POLICY));
    List<String> missed = new ArrayList<>();
    Set<String> instancesWithExtras = new TreeSet<>();
    Set<String> instancesWithEnv = new TreeSet<>();
    Set<String> instancesWithMemory = new TreeSet<>();
    Set<String> instances = new TreeSet<>();
    for (ResourceNode node : a.graph().nodes().values()) {
      JsonNode manifest = node.manifest();
      String kind = node.id().kind();
      OPERATED
          .getOrDefault(kind, Map.of())
          .forEach((pointer, expected) -> {
            if (!manifest.at(pointer).asText().equals(expected)) {
              missed.add(node.id() + " " + pointer);
            }
          });
      JsonNode template =
          kind.equals("CronJob")
              ? manifest.at("/spec/jobTemplate/spec/template")
              : manifest.at("/spec/template");
      if (template.path("spec").path("containers").isArray()) {
        checkPod(node.id().toString(), template, missed);
        instances.add(String.valueOf(node.instance()));
        if (names(template, "containers").contains("policy-beside")
            && names(template, "initContainers").contains("policy-before")
            && names(template, "volumes").contains("policy")) {
          instancesWithExtras.add(String.valueOf(node.instance()));
        }
        for (JsonNode container : template.path("spec").path("containers")) {
          if (container.toString().contains("{\"name\":\"POLICY\",\"value\":\"env\"}")) {
            instancesWithEnv.add(String.valueOf(node.instance()));
          }
          if (container.at("/resources/limits/memory").asText().equals("7Gi")) {
            instancesWithMemory.add(String.valueOf(node.instance()));
          }
        }
      }
      if (kind.equals("ServiceAccount")
          && !manifest
              .path("metadata")
              .path("annotations")
              .path("policy.example.com/role")
              .asText()
              .equals("role")) {
        missed.add(node.id() + " annotations");
      }
    }
    assertThat(missed).isEmpty();
    // The main container of every instance, if not each of its helpers.
    assertThat(instancesWithEnv).isEqualTo(instances);
    assertThat(instancesWithMemory).isEqualTo(instances);
    assertThat(instancesWithExtras).isEqualTo(instances);
  }

  private static Set<String> names(JsonNode template, String list) {
    Set<String> names = new TreeSet<>();
    template.path("spec").path(list).forEach(e -> names.add(e.path("name").asText()));
    return names;
  }

  private static void checkPod(String owner, JsonNode template, List<String> missed) {
    Map<String, String> expected =
        Map.of(
            "/spec/nodeSelector/pool", "policy",
            "/spec/priorityClassName", "policy",
            "/spec/imagePullSecrets/0/name", "policy",
            "/spec/securityContext/runAsUser", "4711",
            "/spec/securityContext/fsGroup", "4712",
            "/spec/terminationGracePeriodSeconds", "77",
            "/metadata/labels/policy", "label",
            "/metadata/annotations/policy.example.com~1note", "annotation");
    expected.forEach((pointer, value) -> {
      if (!template.at(pointer).asText().equals(value)) {
        missed.add(owner + " " + pointer);
      }
    });
    boolean tolerates = false;
    for (JsonNode toleration : template.at("/spec/tolerations")) {
      tolerates |= toleration.path("key").asText().equals("policy");
    }
    if (!tolerates) {
      missed.add(owner + " /spec/tolerations");
    }
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : template.path("spec").path(list)) {
        JsonNode security = container.path("securityContext");
        // What a container says itself hides what the pod says.
        JsonNode liveness = container.path("livenessProbe");
        if (security.has("runAsUser")
            || !container.path("imagePullPolicy").asText().equals("Always")
            || (liveness.isObject() && liveness.path("periodSeconds").asInt() != 77)
            || security.path("allowPrivilegeEscalation").asBoolean(true)
            || !container.path("resources").path("limits").has("memory")
            || !container.at("/resources/limits/ephemeral-storage").asText().equals("7Gi")
            || !container.path("env").toString().contains("EVERYWHERE")
            || !container.path("resources").path("requests").has("cpu")) {
          missed.add(owner + " " + list + " " + container.path("name").asText());
        }
      }
    }
  }
}
