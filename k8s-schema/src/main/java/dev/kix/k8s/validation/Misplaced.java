package dev.kix.k8s.validation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where fields belong that are often put one level too high or too low, by the end of the path. */
final class Misplaced {
  private static final Map<String, String> HOME =
      Map.ofEntries(
          Map.entry("containers", "spec.template.spec.containers"),
          Map.entry("image", "a container"),
          Map.entry("env", "a container"),
          Map.entry("resources", "a container"),
          Map.entry("ports", "a container, or the spec of a Service"),
          Map.entry("volumeMounts", "a container"),
          Map.entry("volumes", "the pod's spec"),
          Map.entry("serviceAccountName", "the pod's spec"),
          Map.entry("nodeSelector", "the pod's spec"),
          Map.entry("tolerations", "the pod's spec"),
          Map.entry("affinity", "the pod's spec"),
          Map.entry("restartPolicy", "the pod's spec"),
          Map.entry("imagePullSecrets", "the pod's spec, or a ServiceAccount"),
          Map.entry("imagePullPolicy", "a container"),
          Map.entry("labels", "metadata"),
          Map.entry("annotations", "metadata"),
          Map.entry("namespace", "metadata"),
          Map.entry("replicas", "the spec of a Deployment, StatefulSet or ReplicaSet"));

  private Misplaced() {}

  static @Nullable String hint(String field, String path) {
    String home = HOME.get(field);
    return home == null || path.endsWith("metadata") ? null : "it belongs into " + home;
  }
}
