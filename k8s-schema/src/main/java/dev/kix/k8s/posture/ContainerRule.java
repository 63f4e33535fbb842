package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import java.util.ArrayList;
import java.util.List;

/** What every container should have: requests, a read-only root, an account of its own. */
final class ContainerRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Pods pods : cluster.pods()) {
      boolean filledIn = fillsIn(pods.namespace(), cluster);
      for (Pods.Container container : pods.containers()) {
        if (!container.path().contains(".ephemeralContainers[") && !filledIn) {
          requests(pods, container, reporter);
        }
        readOnlyRoot(pods, container, reporter);
      }
      account(pods, reporter);
    }
  }

  /** A LimitRange may fill in what a container does not say. */
  private static boolean fillsIn(String namespace, Cluster cluster) {
    return !cluster.in("LimitRange", namespace).isEmpty();
  }

  private static void requests(Pods pods, Pods.Container container, ClusterReporter reporter) {
    JsonNode resources = container.json().path("resources");
    JsonNode ofPod = pods.spec().path("resources");
    List<String> missing = new ArrayList<>();
    for (String resource : List.of("cpu", "memory")) {
      if (!has(resources, "requests", resource)
          && !has(resources, "limits", resource)
          && !has(ofPod, "requests", resource)) {
        missing.add("a request of " + resource);
      }
    }
    if (!has(resources, "limits", "memory") && !has(ofPod, "limits", "memory")) {
      missing.add("a limit of memory");
    }
    if (!missing.isEmpty()) {
      reporter.report(
          Rules.POD_REQUESTS,
          pods.owner(),
          container.path() + ".resources",
          "could be safer",
          "the container " + PodFields.quoted(container) + " has no " + noun(missing),
          null);
    }
  }

  private static String noun(List<String> missing) {
    return String.join(" and no ", missing).replace("no a ", "no ").replaceFirst("^a ", "");
  }

  private static boolean has(JsonNode resources, String what, String resource) {
    return PodFields.isSet(resources.path(what).path(resource));
  }

  private static void readOnlyRoot(Pods pods, Pods.Container container, ClusterReporter reporter) {
    JsonNode context = container.json().path("securityContext");
    if (!context.path("readOnlyRootFilesystem").asBoolean(false) && !PodFields.isWindows(pods)) {
      risk(
          Rules.READ_ONLY_ROOT,
          pods,
          container.path() + ".securityContext.readOnlyRootFilesystem",
          "the container " + PodFields.quoted(container) + " can write to its own programs",
          reporter);
    }
  }

  private static void account(Pods pods, ClusterReporter reporter) {
    String name =
        pods.spec()
            .path("serviceAccountName")
            .asText(pods.spec().path("serviceAccount").asText("default"));
    JsonNode token = pods.spec().path("automountServiceAccountToken");
    if (name.equals("default") && token.asBoolean(true)) {
      risk(
          Rules.DEFAULT_SERVICE_ACCOUNT,
          pods,
          pods.path() + ".serviceAccountName",
          "the pods run as the ServiceAccount 'default' and have its token",
          reporter);
    }
  }

  private static void risk(
      Rule rule, Pods pods, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, pods.owner(), path, "could be safer", message, null);
  }
}
