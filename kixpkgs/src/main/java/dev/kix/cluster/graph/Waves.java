package dev.kix.cluster.graph;

import dev.kix.k8s.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In which order resources are applied: six waves, computed from kinds and from the graph, never
 * annotated by hand.
 *
 * <ol start="0">
 *   <li>foundations: namespaces, definitions of custom resources, classes
 *   <li>what workloads need to exist: accounts, roles, configuration, claims, policies
 *   <li>operators: workloads of instances that bring custom resource definitions
 *   <li>data: databases and caches
 *   <li>applications, and custom resources
 *   <li>monitoring
 * </ol>
 *
 * <p>What refers to another instance's resource never comes before it; where references run in a
 * circle the default yields.
 */
public final class Waves {
  /** How many waves there are. */
  public static final int COUNT = 6;

  private static final Set<String> FOUNDATIONS =
      Set.of(
          "Namespace",
          "CustomResourceDefinition",
          "PriorityClass",
          "StorageClass",
          "IngressClass",
          "RuntimeClass",
          "VolumeSnapshotClass");
  private static final Set<String> GROUNDWORK =
      Set.of(
          "ServiceAccount",
          "ConfigMap",
          "Secret",
          "Role",
          "ClusterRole",
          "RoleBinding",
          "ClusterRoleBinding",
          "ResourceQuota",
          "LimitRange",
          "NetworkPolicy",
          "PersistentVolume",
          "PersistentVolumeClaim");
  private static final Set<String> BUILT_IN_GROUPS =
      Set.of("", "apps", "batch", "autoscaling", "policy");

  private static final List<String> TITLES =
      List.of("foundations", "groundwork", "operators", "data", "applications", "monitoring");

  private Waves() {}

  /** A word for what a wave holds: {@code foundations}. */
  public static String title(int wave) {
    return wave < TITLES.size() ? TITLES.get(wave) : "later";
  }

  /** The wave of every resource, from 0. */
  public static SortedMap<ResourceId, Integer> of(ResourceGraph graph) {
    Map<String, Boolean> bringsDefinitions = new HashMap<>();
    Map<String, Boolean> holdsData = new HashMap<>();
    for (ResourceNode node : graph.nodes().values()) {
      String instance = node.instance();
      if (instance != null) {
        bringsDefinitions.merge(
            instance, node.id().kind().equals("CustomResourceDefinition"), Boolean::logicalOr);
        holdsData.merge(
            instance,
            node.stateful() || node.id().kind().equals("StatefulSet"),
            Boolean::logicalOr);
      }
    }
    SortedMap<ResourceId, Integer> waves = new TreeMap<>();
    for (var component : graph.components()) {
      int wave = 0;
      for (ResourceNode node : component) {
        wave = Math.max(wave, ofKind(node, bringsDefinitions, holdsData));
        for (ResourceId target : node.references()) {
          Integer of = waves.get(target);
          // Foundations and groundwork are there first whatever they mention.
          if (of != null && wave > 1) {
            wave = Math.max(wave, of);
          }
        }
      }
      for (ResourceNode node : component) {
        int own = ofKind(node, bringsDefinitions, holdsData);
        waves.put(node.id(), own <= 1 ? own : wave);
      }
    }
    return waves;
  }

  private static int ofKind(
      ResourceNode node, Map<String, Boolean> bringsDefinitions, Map<String, Boolean> holdsData) {
    String kind = node.id().kind();
    String group = node.id().group();
    if (FOUNDATIONS.contains(kind)) {
      return 0;
    }
    if (GROUNDWORK.contains(kind)) {
      return 1;
    }
    if (group.equals("monitoring.coreos.com")) {
      return 5;
    }
    String instance = node.instance();
    boolean builtIn = BUILT_IN_GROUPS.contains(group) || group.endsWith(".k8s.io");
    if (instance != null && builtIn) {
      if (bringsDefinitions.getOrDefault(instance, false)) {
        return 2;
      }
      if (holdsData.getOrDefault(instance, false)) {
        return 3;
      }
    }
    return 4;
  }
}
