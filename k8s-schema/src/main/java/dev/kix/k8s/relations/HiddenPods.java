package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a selector that matches no pod template may still match pods: those an operator makes of
 * a custom resource, or those of something that exists outside the manifests.
 */
final class HiddenPods {
  /** Groups whose resources configure something, but never become pods. */
  private static final Set<String> NO_PODS =
      Set.of(
          "acme.cert-manager.io",
          "bitnami.com",
          "cert-manager.io",
          "cilium.io",
          "external-secrets.io",
          "gateway.networking.k8s.io",
          "keda.sh",
          "kix.dev",
          "kyverno.io",
          "metallb.io",
          "networking.istio.io",
          "secrets.hashicorp.com",
          "security.istio.io",
          "snapshot.storage.k8s.io",
          "traefik.io");

  private static final Set<String> NO_PODS_OF_PROMETHEUS =
      Set.of(
          "AlertmanagerConfig",
          "PodMonitor",
          "Probe",
          "PrometheusRule",
          "ScrapeConfig",
          "ServiceMonitor");

  private HiddenPods() {}

  /**
   * Operators label their pods with the name of the resource, or with its kind; a selector that
   * mentions neither is not taken for theirs.
   *
   * @param selector a map of labels, or a selector with matchLabels and matchExpressions
   */
  static boolean possible(JsonNode selector, String namespace, Cluster cluster) {
    if (cluster.hasUnseenResources(namespace)) {
      return true;
    }
    Set<String> values = values(selector);
    for (Manifest custom : cluster.customIn(namespace)) {
      if (makesPods(custom) && mentions(values, custom)) {
        return true;
      }
    }
    return false;
  }

  private static boolean makesPods(Manifest custom) {
    String group = custom.groupVersionKind().group();
    if (group.equals("monitoring.coreos.com")) {
      return !NO_PODS_OF_PROMETHEUS.contains(custom.kind());
    }
    return !NO_PODS.contains(group);
  }

  private static boolean mentions(Set<String> values, Manifest custom) {
    String name = custom.name();
    String kind = custom.kind().toLowerCase(Locale.ROOT);
    for (String value : values) {
      boolean byName = value.equals(name) || value.startsWith(name + "-");
      if (byName && !name.isEmpty() || value.equals(kind)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> values(JsonNode selector) {
    Set<String> out = new HashSet<>();
    for (JsonNode labels : List.of(selector, selector.path("matchLabels"))) {
      labels.forEach(v -> out.add(v.asText("")));
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      expression.path("values").forEach(v -> out.add(v.asText("")));
    }
    return out;
  }
}
