package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom a workload belongs to, and that it is in a namespace somebody chose. */
final class OwnershipRule implements ClusterRule {
  private static final Set<String> OWNER = Set.of("owner", "team");
  private static final Set<String> CONTACT = Set.of("contact", "email");

  /** Good enough to tell an address from a name; whether mail arrives nobody can tell. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s]{1,64}@[a-zA-Z0-9-]{1,63}(?:[.][a-zA-Z0-9-]{1,63}){1,8}");

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    if (reporter.wants(Rules.OWNER_LABEL) || reporter.wants(Rules.CONTACT_ANNOTATION)) {
      for (Pods pods : cluster.pods()) {
        workload(pods.owner(), reporter);
      }
    }
    if (reporter.wants(Rules.DEFAULT_NAMESPACE)) {
      for (Manifest manifest : cluster.all()) {
        if ("default".equals(cluster.namespaceOf(manifest)) && !cluster.isBuiltIn(manifest)) {
          report(
              Rules.DEFAULT_NAMESPACE,
              manifest,
              "$.metadata.namespace",
              manifest.namespace().isEmpty()
                  ? "without a namespace it is put into 'default'"
                  : "'default' is the namespace of nobody in particular",
              reporter);
        }
      }
    }
  }

  private static void workload(Manifest owner, ClusterReporter reporter) {
    if (value(owner.metadata().path("labels"), OWNER, null) == null) {
      report(
          Rules.OWNER_LABEL,
          owner,
          "$.metadata.labels",
          "no label 'owner' or 'team' says whose it is",
          reporter);
    }
    if (value(owner.metadata().path("annotations"), CONTACT, ADDRESS) == null) {
      report(
          Rules.CONTACT_ANNOTATION,
          owner,
          "$.metadata.annotations",
          "no annotation 'email' or 'contact' has the address of somebody to ask",
          reporter);
    }
  }

  /** What is under one of some names, with or without a prefix ({@code example.com/owner}). */
  private static @Nullable String value(JsonNode map, Set<String> names, @Nullable Pattern form) {
    for (Map.Entry<String, JsonNode> e : map.properties()) {
      String value = e.getValue().asText("");
      if (names.contains(e.getKey().substring(e.getKey().indexOf('/') + 1))
          && !value.isEmpty()
          && (form == null || form.matcher(value).find())) {
        return value;
      }
    }
    return null;
  }

  private static void report(
      Rule rule, Manifest manifest, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, manifest, path, "could be clearer", message, null);
  }
}
