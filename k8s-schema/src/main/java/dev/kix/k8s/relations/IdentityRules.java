package dev.kix.k8s.relations;

import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.Rules;
import dev.kix.k8s.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who a resource is: unique, owned, in a namespace that exists. */
final class IdentityRules {
  private IdentityRules() {}

  /** No two resources of one (kind, namespace, name). */
  static final class Duplicates implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      Map<ResourceId, List<Manifest>> byId = new TreeMap<>();
      for (Manifest manifest : cluster.all()) {
        ResourceId own = manifest.id();
        boolean generated = manifest.metadata().path("name").asText("").isEmpty();
        if (!generated) {
          ResourceId id =
              new ResourceId(own.group(), own.kind(), cluster.namespaceOf(manifest), own.name());
          byId.computeIfAbsent(id, k -> new ArrayList<>()).add(manifest);
        }
      }
      for (List<Manifest> same : byId.values()) {
        if (same.size() > 1) {
          report(same, reporter);
        }
      }
    }

    private static void report(List<Manifest> same, ClusterReporter reporter) {
      List<SourcePosition> places = new ArrayList<>();
      for (Manifest manifest : same) {
        SourcePosition position = manifest.source().nearestPositionOf(JsonPath.ROOT);
        if (position != null) {
          places.add(position);
        }
      }
      places.sort(null);
      String where = places.isEmpty() ? "" : ": " + join(places);
      // One place in a package that several instances use: they are what tells the resources apart.
      Set<String> instances = new TreeSet<>();
      for (Manifest manifest : same) {
        String instance = manifest.instance();
        if (instance != null) {
          instances.add(instance);
        }
      }
      if (instances.size() > 1 && Set.copyOf(places).size() < same.size()) {
        where += "\nof the instances " + String.join(", ", instances);
      }
      for (Manifest manifest : same) {
        reporter.report(
            Rules.DUPLICATE_RESOURCE,
            manifest,
            null,
            "exists more than once",
            same.size() + " resources have this kind, namespace and name" + where,
            "rename one, or remove one");
      }
    }
  }

  private static String join(List<SourcePosition> places) {
    return places.stream().map(SourcePosition::toString).collect(Collectors.joining("; "));
  }

  /** The label by which kix finds again what is its own. */
  static final class ManagedBy implements ClusterRule {
    private static final String LABEL = "app.kubernetes.io/managed-by";

    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest manifest : cluster.all()) {
        if (manifest.metadata().path("labels").path(LABEL).asText("").isEmpty()) {
          reporter.report(
              Rules.MANAGED_BY,
              manifest,
              "$.metadata.labels",
              "does not say who manages it",
              "the label '" + LABEL + "' is missing",
              null);
        }
      }
    }
  }

  /** The namespace of each object exists. */
  static final class Namespaces implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest manifest : cluster.all()) {
        String namespace = cluster.namespaceOf(manifest);
        if (namespace != null && !cluster.exists("Namespace", null, namespace)) {
          reporter.missing(
              Rules.NAMESPACE_EXISTS,
              manifest,
              "$.metadata.namespace",
              "Namespace",
              null,
              namespace,
              cluster.didYouMean("Namespace", null, namespace));
        }
      }
    }
  }
}
