package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import java.util.List;

/** Single fields of a pod, and what only some of its containers may have. */
final class PodFieldChecks {
  /** ContainerRestartRules is on by default from here: any container may have a restart policy. */
  private static final KubernetesVersion RESTART_RULES = new KubernetesVersion(1, 35);

  private static final List<String> FOR_RUNNING =
      List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe");

  private PodFieldChecks() {}

  static void pod(JsonNode pod, Place at, Reporter reporter) {
    Fields.notNegative(pod, "terminationGracePeriodSeconds", at, reporter);
    Fields.between(pod, "activeDeadlineSeconds", 1, Integer.MAX_VALUE, at, reporter);
    for (String field :
        List.of("serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName")) {
      String name = Fields.text(pod, field);
      if (!name.isEmpty()) {
        Fields.formed(Names.subdomain(name), field, at, reporter);
      }
    }
    if (pod.path("hostPID").asBoolean(false)
        && pod.path("shareProcessNamespace").asBoolean(false)) {
      reporter.report(
          Rules.ONE_OF, at.field("shareProcessNamespace"), "may not be true when hostPID is");
    }
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      boolean ownUsers = pod.path("hostUsers").isBoolean() && !pod.path("hostUsers").asBoolean();
      // Since 1.36 a gate allows hostNetwork beside it; it is off by default.
      if (ownUsers && pod.path(host).asBoolean(false)) {
        reporter.report(Rules.ONE_OF, at.field(host), "may not be true when hostUsers is false");
      }
    }
    qualified(pod, "readinessGates", "conditionType", at, reporter);
    qualified(pod, "schedulingGates", "name", at, reporter);
    if (pod.path("ephemeralContainers").size() > 0) {
      reporter.report(
          Rules.ONE_OF,
          at.field("ephemeralContainers"),
          "cannot be created with a pod; they are added to one that runs (kubectl debug)");
    }
    initContainers(pod, at, reporter);
    plainContainers(pod, at, reporter);
  }

  private static void qualified(
      JsonNode pod, String list, String field, Place at, Reporter reporter) {
    for (int i = 0; i < pod.path(list).size(); i++) {
      String name = Fields.text(pod.path(list).path(i), field);
      Place here = at.field(list).element(i);
      if (!name.isEmpty()) {
        Fields.formed(Names.qualified(name), field, here, reporter);
      }
    }
  }

  private static void initContainers(JsonNode pod, Place at, Reporter reporter) {
    JsonNode containers = pod.path("initContainers");
    for (int i = 0; i < containers.size(); i++) {
      JsonNode container = containers.path(i);
      Place here = at.field("initContainers").element(i);
      if (Fields.text(container, "restartPolicy").equals("Always")) {
        continue;
      }
      for (String field : FOR_RUNNING) {
        Fields.forbidden(
            container,
            field,
            here,
            "is only for init containers with restartPolicy: Always (sidecars)",
            reporter);
      }
      if (!reporter.version().isAtLeast(RESTART_RULES)) {
        Fields.oneOf(container, "restartPolicy", List.of("Always"), here, reporter);
      }
    }
  }

  private static void plainContainers(JsonNode pod, Place at, Reporter reporter) {
    if (reporter.version().isAtLeast(RESTART_RULES)) {
      return;
    }
    JsonNode containers = pod.path("containers");
    for (int i = 0; i < containers.size(); i++) {
      Fields.forbidden(
          containers.path(i),
          "restartPolicy",
          at.field("containers").element(i),
          "is only for init containers before Kubernetes 1.35",
          reporter);
    }
  }
}
