package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in the open: in an environment variable's plain value or in a ConfigMap. Both are read by
 * whoever may read workloads, and both end up in version control. The value is never printed.
 */
final class SecretRule implements ClusterRule {
  private static final String HINT = "put it into a Secret and refer to it";

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Pods pods : cluster.pods()) {
      for (Pods.Container container : pods.containers()) {
        environment(pods, container, reporter);
      }
    }
    for (Manifest configMap : cluster.ofKind("ConfigMap")) {
      if (configMap.apiVersion().equals("v1")) {
        for (Map.Entry<String, JsonNode> e : configMap.tree().path("data").properties()) {
          String text = e.getValue().asText("");
          report(
              Rules.SECRET_IN_CONFIG_MAP,
              configMap,
              JsonPath.field("$.data", e.getKey()),
              what(e.getKey(), text),
              reporter);
        }
      }
    }
  }

  private static void environment(Pods pods, Pods.Container container, ClusterReporter reporter) {
    JsonNode variables = container.json().path("env");
    for (int i = 0; i < variables.size(); i++) {
      String name = variables.path(i).path("name").asText("");
      String value = variables.path(i).path("value").asText("");
      report(
          Rules.SECRET_IN_ENV,
          pods.owner(),
          JsonPath.element(container.path() + ".env", i) + ".value",
          what(name, value),
          reporter);
    }
  }

  private static @Nullable String what(String name, String value) {
    String found = SecretText.in(value);
    if (found != null) {
      return "'" + name + "' holds " + found + " in the open";
    }
    return SecretText.isNamed(name, value) ? "'" + name + "' holds a secret in the open" : null;
  }

  private static void report(
      Rule rule,
      Manifest manifest,
      String path,
      @Nullable String message,
      ClusterReporter reporter) {
    if (message != null) {
      reporter.report(rule, manifest, path, "could be safer", message, HINT);
    }
  }
}
