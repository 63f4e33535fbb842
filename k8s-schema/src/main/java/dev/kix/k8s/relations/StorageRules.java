package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import java.util.regex.Pattern;

/** Claims that pods mount, and the classes of claims. */
final class StorageRules {
  private StorageRules() {}

  /** The claims pods mount. */
  static final class Claims implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Pods pods : cluster.pods()) {
        JsonNode volumes = pods.spec().path("volumes");
        for (int i = 0; i < volumes.size(); i++) {
          String name = volumes.path(i).path("persistentVolumeClaim").path("claimName").asText("");
          if (!name.isEmpty()
              && !cluster.exists("PersistentVolumeClaim", pods.namespace(), name)
              && !isOfStatefulSet(name, pods.namespace(), cluster)) {
            reporter.missing(
                Rules.PVC_EXISTS,
                pods.owner(),
                JsonPath.element(pods.path() + ".volumes", i) + ".persistentVolumeClaim.claimName",
                "PersistentVolumeClaim",
                pods.namespace(),
                name,
                cluster.didYouMean("PersistentVolumeClaim", pods.namespace(), name));
          }
        }
      }
    }

    /** A StatefulSet's claims are named TEMPLATE-SET-NUMBER. */
    private static boolean isOfStatefulSet(String claim, String namespace, Cluster cluster) {
      for (Manifest set : cluster.ofKind("StatefulSet")) {
        if (namespace.equals(cluster.namespaceOf(set))) {
          for (JsonNode template : set.spec().path("volumeClaimTemplates")) {
            String stem = template.path("metadata").path("name").asText("") + "-" + set.name();
            if (claim.matches(Pattern.quote(stem) + "-\\d+")) {
              return true;
            }
          }
        }
      }
      return false;
    }
  }

  /** The StorageClass a claim names. */
  static final class Classes implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest claim : cluster.ofKind("PersistentVolumeClaim")) {
        storageClass(claim, claim.spec(), "$.spec", cluster, reporter);
      }
      for (Manifest set : cluster.ofKind("StatefulSet")) {
        JsonNode templates = set.spec().path("volumeClaimTemplates");
        for (int i = 0; i < templates.size(); i++) {
          String path = JsonPath.element("$.spec.volumeClaimTemplates", i) + ".spec";
          storageClass(set, templates.path(i).path("spec"), path, cluster, reporter);
        }
      }
    }

    private static void storageClass(
        Manifest from, JsonNode spec, String path, Cluster cluster, ClusterReporter reporter) {
      String name = spec.path("storageClassName").asText("");
      if (name.isEmpty()
          || cluster.exists("StorageClass", null, name)
          || hasVolume(name, cluster)) {
        return;
      }
      reporter.missing(
          Rules.STORAGE_CLASS_EXISTS,
          from,
          path + ".storageClassName",
          "StorageClass",
          null,
          name,
          cluster.didYouMean("StorageClass", null, name));
    }

    /** A claim may name a class that exists only on volumes made by hand. */
    private static boolean hasVolume(String storageClass, Cluster cluster) {
      for (Manifest volume : cluster.ofKind("PersistentVolume")) {
        if (volume.spec().path("storageClassName").asText("").equals(storageClass)) {
          return true;
        }
      }
      return false;
    }
  }
}
