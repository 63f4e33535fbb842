package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;

/**
 * Utilization is a share of what pods request: an autoscaler that aims at it never scales pods of
 * which some container requests nothing. A limit counts as a request, as it does for the server. In
 * a namespace with a LimitRange nothing is said: it may fill in requests.
 */
final class HpaRequestsRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Manifest autoscaler : cluster.ofKind("HorizontalPodAutoscaler")) {
      JsonNode spec = autoscaler.spec();
      JsonNode metrics = spec.path("metrics");
      for (int i = 0; i < metrics.size(); i++) {
        JsonNode metric = metrics.path(i);
        String at = JsonPath.element("$.spec.metrics", i);
        if (metric.path("type").asText("").equals("Resource")) {
          metric(autoscaler, metric.path("resource"), at + ".resource", "", cluster, reporter);
        } else if (metric.path("type").asText("").equals("ContainerResource")) {
          JsonNode source = metric.path("containerResource");
          String only = source.path("container").asText("");
          metric(autoscaler, source, at + ".containerResource", only, cluster, reporter);
        }
      }
    }
  }

  private static void metric(
      Manifest autoscaler,
      JsonNode source,
      String path,
      String onlyContainer,
      Cluster cluster,
      ClusterReporter reporter) {
    String resource = source.path("name").asText("");
    String namespace = cluster.namespaceOf(autoscaler);
    if (resource.isEmpty()
        || namespace == null
        || !source.path("target").has("averageUtilization")
        || hasLimitRange(namespace, cluster)) {
      return;
    }
    JsonNode target = autoscaler.spec().path("scaleTargetRef");
    for (Pods pods : cluster.podsIn(namespace)) {
      if (!pods.owner().kind().equals(target.path("kind").asText(""))
          || !pods.owner().name().equals(target.path("name").asText(""))) {
        continue;
      }
      for (JsonNode container : pods.serving()) {
        String name = container.path("name").asText("");
        boolean meant = onlyContainer.isEmpty() || onlyContainer.equals(name);
        JsonNode resources = container.path("resources");
        if (meant
            && !resources.path("requests").has(resource)
            && !resources.path("limits").has(resource)) {
          reporter.report(
              Rules.HPA_REQUESTS,
              autoscaler,
              path,
              "cannot scale what it aims at",
              "the container '"
                  + name
                  + "' of "
                  + pods.owner().id()
                  + " requests no "
                  + resource
                  + ", of which utilization is a share",
              "set resources.requests." + resource + " there, or aim at averageValue");
        }
      }
    }
  }

  private static boolean hasLimitRange(String namespace, Cluster cluster) {
    for (Manifest range : cluster.ofKind("LimitRange")) {
      if (namespace.equals(cluster.namespaceOf(range))) {
        return true;
      }
    }
    return false;
  }
}
