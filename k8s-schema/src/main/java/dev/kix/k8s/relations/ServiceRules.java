package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Services against the pods behind them, and what names a Service. */
final class ServiceRules {
  private ServiceRules() {}

  /** Selector against pod labels, target ports against container ports. */
  static final class Selectors implements ClusterRule {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest service : cluster.ofKind("Service")) {
        String namespace = cluster.namespaceOf(service);
        JsonNode selector = service.spec().path("selector");
        boolean named = service.spec().path("type").asText("").equals("ExternalName");
        if (!service.apiVersion().equals("v1") || namespace == null || named) {
          continue;
        }
        if (selector.isEmpty()) {
          withoutSelector(service, namespace, cluster, reporter);
        } else {
          service(service, selector, namespace, cluster, reporter);
        }
      }
    }

    private static void service(
        Manifest service,
        JsonNode selector,
        String namespace,
        Cluster cluster,
        ClusterReporter reporter) {
      List<Pods> selected = new ArrayList<>();
      for (Pods pods : cluster.podsLike(namespace, selector)) {
        if (Selections.selects(selector, pods)) {
          selected.add(pods);
        }
      }
      if (!selected.isEmpty()) {
        selected.removeIf(p -> p.serving().isEmpty());
        if (!selected.isEmpty()) {
          ports(service, selected, HiddenPods.possible(selector, namespace, cluster), reporter);
        }
        return;
      }
      boolean hidden = HiddenPods.possible(selector, namespace, cluster);
      reporter.report(
          hidden ? Rules.SERVICE_SELECTOR_UNSURE : Rules.SERVICE_SELECTOR,
          service,
          "$.spec.selector",
          "selects no pods",
          "no pod template in the namespace '"
              + namespace
              + "' has the labels "
              + show(selector)
              + (hidden ? "; pods made by an operator or outside kix may" : ""),
          Selections.nearest(selector, cluster.podsIn(namespace)));
    }

    /** Somebody has to write the addresses then: a manifest here, or a controller unseen. */
    private static void withoutSelector(
        Manifest service, String namespace, Cluster cluster, ClusterReporter reporter) {
      if (cluster.isBuiltIn(service)
          || cluster.find("Endpoints", namespace, service.name()) != null) {
        return;
      }
      for (Manifest slice : cluster.in("EndpointSlice", namespace)) {
        String of = slice.metadata().path("labels").path(SERVICE_NAME).asText("");
        if (of.equals(service.name())) {
          return;
        }
      }
      reporter.report(
          Rules.SERVICE_SELECTOR_UNSURE,
          service,
          "$.spec.selector",
          "selects no pods",
          "there is no selector, and no EndpointSlice has the label "
              + SERVICE_NAME
              + "="
              + service.name(),
          null);
    }

    private static String show(JsonNode labels) {
      List<String> parts = new ArrayList<>();
      labels.properties().forEach(e -> parts.add(e.getKey() + "=" + e.getValue().asText()));
      return String.join(", ", parts);
    }

    private static void ports(
        Manifest service, List<Pods> selected, boolean hidden, ClusterReporter reporter) {
      JsonNode ports = service.spec().path("ports");
      for (int i = 0; i < ports.size(); i++) {
        JsonNode port = ports.path(i);
        String at = JsonPath.element("$.spec.ports", i);
        JsonNode target = port.path("targetPort");
        String protocol = port.path("protocol").asText("TCP");
        if (target.isTextual()) {
          named(service, target.textValue(), protocol, at, selected, hidden, reporter);
        } else {
          boolean given = target.isIntegralNumber();
          numbered(
              service,
              (given ? target : port.path("port")).asInt(0),
              protocol,
              given ? at + ".targetPort" : at + ".port",
              selected,
              reporter);
        }
      }
    }

    private static void named(
        Manifest service,
        String name,
        String protocol,
        String path,
        List<Pods> selected,
        boolean hidden,
        ClusterReporter reporter) {
      TreeSet<String> known = new TreeSet<>();
      for (Pods pods : selected) {
        for (JsonNode container : pods.serving()) {
          for (JsonNode port : container.path("ports")) {
            if (port.path("protocol").asText("TCP").equals(protocol)) {
              known.add(port.path("name").asText(""));
            }
          }
        }
      }
      known.remove("");
      if (known.contains(name) || hidden && known.isEmpty()) {
        return;
      }
      String hint = DidYouMean.hint(name, known);
      if (hint == null && !known.isEmpty()) {
        hint = "named ports: " + String.join(", ", known);
      }
      reporter.report(
          Rules.SERVICE_TARGET_PORT,
          service,
          path + ".targetPort",
          "leads to no port",
          "no container of "
              + Selections.owners(selected)
              + " has a port named '"
              + name
              + "'"
              + (protocol.equals("TCP") ? "" : " for " + protocol),
          hint);
    }

    /** Container ports are documentation: a process may listen on one that is not listed. */
    private static void numbered(
        Manifest service,
        int number,
        String protocol,
        String path,
        List<Pods> selected,
        ClusterReporter reporter) {
      TreeSet<Integer> known = new TreeSet<>();
      for (Pods pods : selected) {
        for (JsonNode container : pods.serving()) {
          for (JsonNode port : container.path("ports")) {
            if (port.path("protocol").asText("TCP").equals(protocol)) {
              known.add(port.path("containerPort").asInt(0));
            }
          }
        }
      }
      if (known.isEmpty() || known.contains(number)) {
        return;
      }
      List<String> shown = known.stream().map(String::valueOf).toList();
      reporter.report(
          Rules.SERVICE_TARGET_PORT_NUMBER,
          service,
          path,
          "leads to a port that no container lists",
          "no container of " + Selections.owners(selected) + " lists the port " + number,
          "listed ports: " + String.join(", ", shown));
    }
  }

  /** The Service that gives a StatefulSet's pods their names. */
  static final class StatefulSets implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest set : cluster.ofKind("StatefulSet")) {
        String name = set.spec().path("serviceName").asText("");
        String namespace = cluster.namespaceOf(set);
        if (set.apiVersion().equals("apps/v1")
            && !name.isEmpty()
            && !cluster.exists("Service", namespace, name)) {
          reporter.missing(
              Rules.STATEFUL_SET_SERVICE,
              set,
              "$.spec.serviceName",
              "Service",
              namespace,
              name,
              cluster.didYouMean("Service", namespace, name));
        }
      }
    }
  }

  /** The Services that webhooks, aggregated APIs and CRD conversions call. */
  static final class Webhooks implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (String kind :
          List.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")) {
        for (Manifest configuration : cluster.ofKind(kind)) {
          JsonNode hooks = configuration.tree().path("webhooks");
          for (int i = 0; i < hooks.size(); i++) {
            call(
                configuration,
                hooks.path(i).path("clientConfig").path("service"),
                JsonPath.element("$.webhooks", i) + ".clientConfig.service",
                cluster,
                reporter);
          }
        }
      }
      for (Manifest api : cluster.ofKind("APIService")) {
        call(api, api.spec().path("service"), "$.spec.service", cluster, reporter);
      }
      for (Manifest definition : cluster.ofKind("CustomResourceDefinition")) {
        JsonNode webhook = definition.spec().path("conversion").path("webhook");
        call(
            definition,
            webhook.path("clientConfig").path("service"),
            "$.spec.conversion.webhook.clientConfig.service",
            cluster,
            reporter);
      }
    }

    private static void call(
        Manifest from, JsonNode service, String path, Cluster cluster, ClusterReporter reporter) {
      String name = service.path("name").asText("");
      String namespace = service.path("namespace").asText("");
      if (name.isEmpty() || namespace.isEmpty() || cluster.exists("Service", namespace, name)) {
        return;
      }
      String similar = cluster.similar("Service", namespace, name);
      reporter.missing(
          Rules.WEBHOOK_SERVICE, from, path + ".name", "Service", namespace, name, similar);
    }
  }
}
