package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pods that a resource is or makes.
 *
 * @param owner the resource
 * @param namespace where the pods run
 * @param labels the labels of each pod
 * @param spec the spec of each pod
 * @param path where the spec stands in the owner
 */
public record Pods(Manifest owner, String namespace, JsonNode labels, JsonNode spec, String path) {
  /** Labels that the StatefulSet controller adds to each pod. */
  static final String NAME_LABEL = "statefulset.kubernetes.io/pod-name";

  static final String INDEX_LABEL = "apps.kubernetes.io/pod-index";

  private static final Set<String> WORKLOADS =
      Set.of(
          "CronJob",
          "DaemonSet",
          "Deployment",
          "DeploymentConfig",
          "Job",
          "ReplicaSet",
          "ReplicationController",
          "StatefulSet");

  /**
   * The pods of a resource, or null when it has none. Any kind whose {@code spec.template} looks
   * like a pod template counts, so that operators' kinds (Rollout, CloneSet) do too. What the
   * template of a built-in kind lacks is reported as such, and need not make Services seem to
   * select nothing besides: where there is no template at all, the labels are those it would need.
   */
  public static @Nullable Pods of(Manifest manifest, String namespace) {
    JsonNode spec = manifest.spec();
    if (manifest.kind().equals("Pod") && manifest.apiVersion().equals("v1")) {
      return new Pods(manifest, namespace, manifest.metadata().path("labels"), spec, "$.spec");
    }
    if (manifest.kind().equals("PodTemplate")) {
      return template(manifest, namespace, manifest.tree().path("template"), "$.template");
    }
    if (manifest.kind().equals("CronJob")) {
      return template(
          manifest,
          namespace,
          spec.path("jobTemplate").path("spec").path("template"),
          "$.spec.jobTemplate.spec.template");
    }
    return template(manifest, namespace, spec.path("template"), "$.spec.template");
  }

  private static @Nullable Pods template(
      Manifest manifest, String namespace, JsonNode template, String path) {
    JsonNode spec = template.path("spec");
    JsonNode labels = template.path("metadata").path("labels");
    if (!spec.path("containers").isArray()) {
      if (!WORKLOADS.contains(manifest.kind())) {
        return null;
      }
      if (!template.isObject()) {
        labels = manifest.spec().path("selector").path("matchLabels");
      }
    }
    return new Pods(manifest, namespace, labels, spec, path + ".spec");
  }

  /** Whether a label is one that pods have besides those of their template. */
  static boolean isAdded(String label) {
    return label.equals(NAME_LABEL) || label.equals(INDEX_LABEL);
  }

  /** A container and where it stands. */
  public record Container(JsonNode json, String path) {}

  /** All containers: init, main and ephemeral ones. */
  public List<Container> containers() {
    List<Container> out = new ArrayList<>();
    for (String field : List.of("initContainers", "containers", "ephemeralContainers")) {
      JsonNode list = spec.path(field);
      if (list.isArray()) {
        for (int i = 0; i < list.size(); i++) {
          out.add(new Container(list.path(i), JsonPath.element(path + "." + field, i)));
        }
      }
    }
    return out;
  }

  /** The containers whose ports a Service reaches: main ones and sidecars. */
  public List<JsonNode> serving() {
    List<JsonNode> out = new ArrayList<>();
    spec.path("containers").forEach(out::add);
    for (JsonNode init : spec.path("initContainers")) {
      if (init.path("restartPolicy").asText("").equals("Always")) {
        out.add(init);
      }
    }
    return out;
  }
}
