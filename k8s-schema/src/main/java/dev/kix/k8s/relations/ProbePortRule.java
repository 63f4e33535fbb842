package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import java.util.List;
import java.util.TreeSet;

/**
 * A port that a probe or a hook calls by name is a port of the same container. A number works
 * whether it is listed or not, but one that is not is mostly a port that was changed in one place.
 */
final class ProbePortRule implements ClusterRule {
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");
  private static final List<String> HOOKS = List.of("postStart", "preStop");

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Pods pods : cluster.pods()) {
      for (Pods.Container container : pods.containers()) {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode port : container.json().path("ports")) {
          names.add(port.path("name").asText(""));
        }
        names.remove("");
        for (String probe : PROBES) {
          handler(pods, container, probe, container.json().path(probe), names, reporter);
          number(pods, container, probe, reporter);
        }
        for (String hook : HOOKS) {
          JsonNode json = container.json().path("lifecycle").path(hook);
          handler(pods, container, "lifecycle." + hook, json, names, reporter);
        }
      }
    }
  }

  private static void handler(
      Pods pods,
      Pods.Container container,
      String field,
      JsonNode handler,
      TreeSet<String> names,
      ClusterReporter reporter) {
    for (String action : List.of("httpGet", "tcpSocket")) {
      JsonNode port = handler.path(action).path("port");
      if (!port.isTextual() || names.contains(port.textValue())) {
        continue;
      }
      String hint = DidYouMean.hint(port.textValue(), names);
      if (hint == null && !names.isEmpty()) {
        hint = "named ports: " + String.join(", ", names);
      }
      reporter.report(
          Rules.PROBE_PORT,
          pods.owner(),
          container.path() + "." + field + "." + action + ".port",
          "probes a port that is not there",
          "the container '"
              + container.json().path("name").asText("")
              + "' has no port named '"
              + port.textValue()
              + "'",
          hint);
    }
  }

  private static void number(
      Pods pods, Pods.Container container, String field, ClusterReporter reporter) {
    for (String action : List.of("httpGet", "tcpSocket", "grpc")) {
      JsonNode handler = container.json().path(field).path(action);
      JsonNode port = handler.path("port");
      if (port.isIntegralNumber()
          && handler.path("host").asText("").isEmpty()
          && !lists(container, port.longValue())) {
        reporter.report(
            Rules.PROBE_PORT_NUMBER,
            pods.owner(),
            container.path() + "." + field + "." + action + ".port",
            "probes a port that is not listed",
            "the container '"
                + container.json().path("name").asText("")
                + "' lists no port "
                + port.longValue(),
            null);
      }
    }
  }

  private static boolean lists(Pods.Container container, long number) {
    for (JsonNode port : container.json().path("ports")) {
      if (port.path("containerPort").asLong(0) == number
          && port.path("protocol").asText("TCP").equals("TCP")) {
        return true;
      }
    }
    return false;
  }
}
