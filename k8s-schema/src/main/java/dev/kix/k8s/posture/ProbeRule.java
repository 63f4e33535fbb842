package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import dev.kix.k8s.validation.LabelSelector;

/** Probes that tell whether a container works. Pods that end by themselves need none. */
final class ProbeRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    boolean served = reporter.wants(Rules.POD_PROBES);
    boolean all = reporter.wants(Rules.POD_READINESS) || reporter.wants(Rules.POD_LIVENESS);
    if (!served && !all) {
      return;
    }
    for (Pods pods : cluster.pods()) {
      if (served && isServed(pods, cluster)) {
        readiness(pods, reporter);
      }
      if (all && stays(pods)) {
        for (Pods.Container container : pods.containers()) {
          if (isMain(container, pods)) {
            probe(Rules.POD_READINESS, "readinessProbe", pods, container, reporter);
            probe(Rules.POD_LIVENESS, "livenessProbe", pods, container, reporter);
          }
        }
      }
    }
  }

  private static boolean stays(Pods pods) {
    String policy = pods.spec().path("restartPolicy").asText("Always");
    return policy.equals("Always")
        && !pods.owner().kind().equals("Job")
        && !pods.owner().kind().equals("CronJob");
  }

  private static boolean isMain(Pods.Container container, Pods pods) {
    return container.path().startsWith(pods.path() + ".containers");
  }

  private static boolean isServed(Pods pods, Cluster cluster) {
    for (Manifest service : cluster.in("Service", pods.namespace())) {
      JsonNode selector = service.spec().path("selector");
      if (!selector.isEmpty() && LabelSelector.matchesAll(selector, pods.labels())) {
        return true;
      }
    }
    return false;
  }

  /** Without a readiness probe a pod is sent requests before it can answer. */
  private static void readiness(Pods pods, ClusterReporter reporter) {
    for (Pods.Container container : pods.containers()) {
      if (isMain(container, pods) && !container.json().path("ports").isEmpty()) {
        probe(Rules.POD_PROBES, "readinessProbe", pods, container, reporter);
      }
    }
  }

  private static void probe(
      Rule rule, String field, Pods pods, Pods.Container container, ClusterReporter reporter) {
    if (!container.json().hasNonNull(field)) {
      reporter.report(
          rule,
          pods.owner(),
          container.path(),
          "could be safer",
          "the container " + PodFields.quoted(container) + " has no " + field,
          null);
    }
  }
}
