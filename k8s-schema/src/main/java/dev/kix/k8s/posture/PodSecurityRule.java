package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pods meet the Pod Security Standard that the labels of their namespace set. The server refuses
 * the pods that do not, but takes the Deployment that makes them: it just never gets any. Where the
 * labels set none, baseline is recommended, and restricted if a policy asks for it.
 */
final class PodSecurityRule implements ClusterRule {
  private static final String LABEL = "pod-security.kubernetes.io/";

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    KubernetesVersion current = cluster.catalog().version();
    for (Pods pods : cluster.pods()) {
      JsonNode labels = cluster.namespaceLabels(pods.namespace());
      PodSecurityLevel enforced = level(labels, "enforce");
      PodSecurityLevel warned = strictest(level(labels, "warn"), level(labels, "audit"));
      if (enforced != null) {
        KubernetesVersion version = version(labels, "enforce", current);
        for (Violation v : violations(pods, enforced, version)) {
          report(Rules.POD_SECURITY, pods, enforced, v, reporter);
        }
      }
      if (enforced == null && warned == null) {
        unlabelled(pods, current, reporter);
      }
      if (warned != null && (enforced == null || warned.compareTo(enforced) > 0)) {
        KubernetesVersion version = version(labels, "warn", current);
        List<Violation> more = new ArrayList<>(violations(pods, warned, version));
        if (enforced != null) {
          more.removeAll(violations(pods, enforced, version));
        }
        for (Violation v : more) {
          report(Rules.POD_SECURITY_WARN, pods, warned, v, reporter);
        }
      }
    }
  }

  /** A namespace without labels lets everything in: what nobody decided is worth a word. */
  private static void unlabelled(Pods pods, KubernetesVersion current, ClusterReporter reporter) {
    for (Violation v : BaselineStandard.check(pods, current)) {
      risk(Rules.POD_BASELINE, pods, v, reporter);
    }
    for (Violation v : RestrictedStandard.check(pods, current)) {
      risk(Rules.POD_RESTRICTED, pods, v, reporter);
    }
  }

  private static void risk(Rule rule, Pods pods, Violation v, ClusterReporter reporter) {
    reporter.report(rule, pods.owner(), v.path(), "could be safer", v.message(), null);
  }

  private static void report(
      Rule rule, Pods pods, PodSecurityLevel level, Violation v, ClusterReporter reporter) {
    reporter.report(
        rule,
        pods.owner(),
        v.path(),
        "does not meet the Pod Security Standard '" + level.word() + "' of its namespace",
        v.message(),
        null);
  }

  /** What a level forbids about pods. */
  static List<Violation> violations(Pods pods, PodSecurityLevel level, KubernetesVersion version) {
    List<Violation> out = new ArrayList<>();
    if (level != PodSecurityLevel.PRIVILEGED) {
      out.addAll(BaselineStandard.check(pods, version));
    }
    if (level == PodSecurityLevel.RESTRICTED) {
      for (Violation v : RestrictedStandard.check(pods, version)) {
        if (!out.contains(v)) {
          out.add(v);
        }
      }
    }
    return out;
  }

  private static @Nullable PodSecurityLevel level(JsonNode labels, String mode) {
    return PodSecurityLevel.of(labels.path(LABEL + mode).asText(""));
  }

  /** The version whose standard counts: {@code latest} unless a label pins one. */
  private static KubernetesVersion version(
      JsonNode labels, String mode, KubernetesVersion current) {
    String text = labels.path(LABEL + mode + "-version").asText("");
    return text.matches("v1[.][0-9]{1,3}") ? KubernetesVersion.parse(text.substring(1)) : current;
  }

  private static @Nullable PodSecurityLevel strictest(
      @Nullable PodSecurityLevel a, @Nullable PodSecurityLevel b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }
}
