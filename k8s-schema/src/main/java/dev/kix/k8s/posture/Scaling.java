package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.relations.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many pods workloads have at least. Made once for a cluster; not changed. */
final class Scaling {
  private static final Set<String> SCALED =
      Set.of(
          "Deployment",
          "DeploymentConfig",
          "ReplicaSet",
          "ReplicationController",
          "Rollout",
          "StatefulSet");

  private record Target(@Nullable String namespace, String kind, String name) {}

  private final Cluster cluster;
  private final Map<Target, Long> autoscaled = new HashMap<>();

  Scaling(Cluster cluster) {
    this.cluster = cluster;
    for (Manifest autoscaler : cluster.ofKind("HorizontalPodAutoscaler")) {
      add(autoscaler, "minReplicas", 1);
    }
    for (Manifest autoscaler : cluster.ofKind("ScaledObject")) {
      add(autoscaler, "minReplicaCount", 0);
    }
  }

  private void add(Manifest autoscaler, String field, long otherwise) {
    JsonNode target = autoscaler.spec().path("scaleTargetRef");
    autoscaled.put(
        new Target(
            cluster.namespaceOf(autoscaler),
            target.path("kind").asText("Deployment"),
            target.path("name").asText("")),
        autoscaler.spec().path(field).asLong(otherwise));
  }

  /** Whether a number of replicas is asked of a resource. */
  static boolean isScaled(Manifest owner) {
    return SCALED.contains(owner.kind());
  }

  /** Whether an autoscaler decides how many there are. */
  boolean isAutoscaled(Manifest owner) {
    return autoscaled.containsKey(target(owner));
  }

  /** The least number of pods, by the autoscaler if there is one. */
  long least(Manifest owner) {
    Long byAutoscaler = autoscaled.get(target(owner));
    return byAutoscaler != null ? byAutoscaler : owner.spec().path("replicas").asLong(1);
  }

  private Target target(Manifest owner) {
    return new Target(cluster.namespaceOf(owner), owner.kind(), owner.name());
  }

  /** The names of a few owners, for messages. */
  static String names(List<Manifest> owners) {
    return String.join(", ", owners.stream().map(o -> o.id().kindAndName()).sorted().toList());
  }
}
