package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import java.util.TreeSet;

/** Where an Ingress leads to, and who serves it. */
final class IngressRules {
  private IngressRules() {}

  /** Each backend is a Service and a port of it. */
  static final class Backends implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest ingress : cluster.ofKind("Ingress")) {
        JsonNode spec = ingress.spec();
        backend(ingress, spec.path("defaultBackend"), "$.spec.defaultBackend", cluster, reporter);
        JsonNode rules = spec.path("rules");
        for (int i = 0; i < rules.size(); i++) {
          JsonNode paths = rules.path(i).path("http").path("paths");
          String at = JsonPath.element("$.spec.rules", i) + ".http.paths";
          for (int j = 0; j < paths.size(); j++) {
            JsonNode backend = paths.path(j).path("backend");
            backend(ingress, backend, JsonPath.element(at, j) + ".backend", cluster, reporter);
          }
        }
      }
    }

    private static void backend(
        Manifest ingress,
        JsonNode backend,
        String path,
        Cluster cluster,
        ClusterReporter reporter) {
      JsonNode service = backend.path("service");
      String name = service.path("name").asText("");
      String namespace = cluster.namespaceOf(ingress);
      if (name.isEmpty()) {
        return;
      }
      Manifest target = cluster.find("Service", namespace, name);
      if (target != null) {
        port(ingress, service.path("port"), path + ".service.port", target, reporter);
      } else if (!cluster.exists("Service", namespace, name)) {
        reporter.missing(
            Rules.INGRESS_BACKEND,
            ingress,
            path + ".service.name",
            "Service",
            namespace,
            name,
            cluster.didYouMean("Service", namespace, name));
      }
    }

    private static void port(
        Manifest ingress, JsonNode port, String path, Manifest service, ClusterReporter reporter) {
      boolean byName = port.path("name").isTextual();
      JsonNode wanted = byName ? port.path("name") : port.path("number");
      if (wanted.isMissingNode() || wanted.isNull()) {
        return;
      }
      TreeSet<String> names = new TreeSet<>();
      TreeSet<Integer> numbers = new TreeSet<>();
      for (JsonNode own : service.spec().path("ports")) {
        names.add(own.path("name").asText(""));
        numbers.add(own.path("port").asInt(0));
      }
      names.remove("");
      boolean there = byName ? names.contains(wanted.asText()) : numbers.contains(wanted.asInt(-1));
      if (there) {
        return;
      }
      String hint = byName ? DidYouMean.hint(wanted.asText(), names) : null;
      if (hint == null) {
        hint =
            "ports of the Service: "
                + String.join(", ", numbers.stream().map(String::valueOf).toList())
                + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
      }
      reporter.report(
          Rules.INGRESS_BACKEND,
          ingress,
          path + (byName ? ".name" : ".number"),
          "leads to no port",
          "the Service '"
              + service.name()
              + "' has no port "
              + (byName ? "named '" + wanted.asText() + "'" : wanted.asText()),
          hint);
    }
  }

  /** The class names the controller that serves the Ingress. */
  static final class Classes implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest ingress : cluster.ofKind("Ingress")) {
        String name = ingress.spec().path("ingressClassName").asText("");
        if (!name.isEmpty() && !cluster.exists("IngressClass", null, name)) {
          reporter.missing(
              Rules.INGRESS_CLASS_EXISTS,
              ingress,
              "$.spec.ingressClassName",
              "IngressClass",
              null,
              name,
              cluster.didYouMean("IngressClass", null, name));
        }
      }
    }
  }
}
