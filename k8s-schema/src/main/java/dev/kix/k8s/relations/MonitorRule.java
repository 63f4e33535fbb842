package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.validation.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * ServiceMonitors select Services and PodMonitors pods, of their own namespace unless they say
 * otherwise, and name one of their ports (prometheus-operator, API reference). One that finds
 * nothing is as if it were not there: no target, no alert, no error anywhere.
 */
final class MonitorRule implements ClusterRule {
  private static final String GROUP = "monitoring.coreos.com";

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Manifest monitor : cluster.ofKind("ServiceMonitor")) {
      if (monitor.groupVersionKind().group().equals(GROUP)) {
        services(monitor, cluster, reporter);
      }
    }
    for (Manifest monitor : cluster.ofKind("PodMonitor")) {
      if (monitor.groupVersionKind().group().equals(GROUP)) {
        pods(monitor, cluster, reporter);
      }
    }
  }

  private static void services(Manifest monitor, Cluster cluster, ClusterReporter reporter) {
    JsonNode selector = monitor.spec().path("selector");
    List<String> where = namespaces(monitor, cluster);
    TreeSet<String> ports = new TreeSet<>();
    boolean found = false;
    for (String namespace : where) {
      for (Manifest service : cluster.in("Service", namespace)) {
        if (LabelSelector.matches(selector, service.metadata().path("labels"))) {
          found = true;
          service.spec().path("ports").forEach(p -> ports.add(p.path("name").asText("")));
        }
      }
      if (namespace.equals("default")
          && LabelSelector.matches(selector, BuiltIns.API_SERVICE_LABELS)) {
        found = true;
        ports.add("https");
      }
    }
    if (found) {
      ports(monitor, "endpoints", "Service", ports, reporter);
    } else if (!unsure(where, cluster)) {
      nothing(monitor, "Service", where, reporter);
    }
  }

  private static void pods(Manifest monitor, Cluster cluster, ClusterReporter reporter) {
    JsonNode selector = monitor.spec().path("selector");
    List<String> where = namespaces(monitor, cluster);
    TreeSet<String> ports = new TreeSet<>();
    boolean found = false;
    boolean hidden = false;
    for (String namespace : where) {
      hidden |= HiddenPods.possible(selector, namespace, cluster);
      for (Pods pods : cluster.podsIn(namespace)) {
        if (LabelSelector.matches(selector, pods.labels())) {
          found = true;
          for (Pods.Container container : pods.containers()) {
            container.json().path("ports").forEach(p -> ports.add(p.path("name").asText("")));
          }
        }
      }
    }
    if (found && !hidden) {
      ports(monitor, "podMetricsEndpoints", "pod", ports, reporter);
    } else if (!found && !hidden) {
      nothing(monitor, "pod template", where, reporter);
    }
  }

  /** Where a monitor looks. */
  private static List<String> namespaces(Manifest monitor, Cluster cluster) {
    JsonNode selector = monitor.spec().path("namespaceSelector");
    if (selector.path("any").asBoolean(false)) {
      return List.copyOf(cluster.namespaces());
    }
    List<String> out = new ArrayList<>();
    selector.path("matchNames").forEach(n -> out.add(n.asText("")));
    String own = cluster.namespaceOf(monitor);
    if (out.isEmpty() && own != null) {
      out.add(own);
    }
    return out;
  }

  /** Operators make Services too, and so do charts that are installed elsewhere. */
  private static boolean unsure(List<String> namespaces, Cluster cluster) {
    for (String namespace : namespaces) {
      if (cluster.hasUnseenResources(namespace)
          || !cluster.customIn(namespace).isEmpty() && cluster.in("Service", namespace).isEmpty()) {
        return true;
      }
    }
    return namespaces.isEmpty();
  }

  private static void nothing(
      Manifest monitor, String what, List<String> where, ClusterReporter reporter) {
    String place =
        where.size() == 1 ? "the namespace '" + where.get(0) + "'" : "the namespaces it looks at";
    reporter.report(
        Rules.MONITOR_SELECTOR,
        monitor,
        "$.spec.selector",
        "selects nothing",
        "no " + what + " in " + place + " matches the selector",
        null);
  }

  private static void ports(
      Manifest monitor,
      String field,
      String owner,
      TreeSet<String> known,
      ClusterReporter reporter) {
    JsonNode endpoints = monitor.spec().path(field);
    for (int i = 0; i < endpoints.size(); i++) {
      String port = endpoints.path(i).path("port").asText("");
      if (!port.isEmpty() && !known.contains(port)) {
        reporter.report(
            Rules.MONITOR_SELECTOR,
            monitor,
            JsonPath.element("$.spec." + field, i) + ".port",
            "selects nothing",
            "no " + owner + " that it selects has a port named '" + port + "'",
            DidYouMean.hint(port, known));
      }
    }
  }
}
