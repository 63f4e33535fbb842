package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.Set;

/** Controllers of pods: selector against template, restart policy, rollout limits. */
final class WorkloadChecks {

  private WorkloadChecks() {}

  static void controller(JsonNode spec, String path, Reporter reporter) {
    JsonNode selector = spec.path("selector");
    String at = JsonPath.field(path, "selector");
    JsonNode labels = spec.path("template").path("metadata").path("labels");
    if (selector.isObject()) {
      if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
        reporter.report(
            Rules.SELECTOR_MATCHES_TEMPLATE, at, "an empty selector is not allowed here");
      } else if (spec.path("template").isObject() && !LabelSelector.matches(selector, labels)) {
        reporter.report(
            Rules.SELECTOR_MATCHES_TEMPLATE,
            at,
            "does not match the labels of the pod template",
            "give $.spec.template.metadata.labels the labels the selector asks for");
      }
    }
    restartPolicy(spec, path, Set.of("Always"), reporter);
    JsonNode replicas = spec.path("replicas");
    if (replicas.isIntegralNumber() && replicas.decimalValue().signum() < 0) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(path, "replicas"),
          "must be at least 0 but is " + replicas.asText());
    }
  }

  /** Its selector is a plain map, and when there is none the labels of the template are it. */
  static void replicationController(JsonNode spec, Place at, Reporter reporter) {
    JsonNode labels = spec.path("template").path("metadata").path("labels");
    JsonNode selector = spec.path("selector");
    Fields.notNegative(spec, "replicas", at, reporter);
    if (selector.isEmpty() && labels.isEmpty()) {
      reporter.report(
          Rules.SELECTOR_MATCHES_TEMPLATE, at, "needs a selector, or labels in the pod template");
    } else if (!LabelSelector.matchesAll(selector, labels)) {
      reporter.report(
          Rules.SELECTOR_MATCHES_TEMPLATE,
          at.field("selector"),
          "does not match the labels of the pod template");
    }
    restartPolicy(spec, at.toString(), Set.of("Always"), reporter);
  }

  private static void restartPolicy(
      JsonNode spec, String path, Set<String> allowed, Reporter reporter) {
    JsonNode policy = spec.path("template").path("spec").path("restartPolicy");
    String text = policy.asText("");
    if (!text.isEmpty() && !allowed.contains(text)) {
      reporter.report(
          Rules.POD_RESTART,
          JsonPath.field(JsonPath.field(JsonPath.field(path, "template"), "spec"), "restartPolicy"),
          "expected "
              + String.join(" or ", allowed.stream().sorted().toList())
              + " but found "
              + Values.quoted(text));
    }
  }

  static void deployment(JsonNode spec, String path, Reporter reporter) {
    JsonNode strategy = spec.path("strategy");
    JsonNode rolling = strategy.path("rollingUpdate");
    String at = JsonPath.field(path, "strategy");
    if (strategy.path("type").asText("").equals("Recreate") && rolling.isObject()) {
      reporter.report(
          Rules.ONE_OF,
          JsonPath.field(at, "rollingUpdate"),
          "may not be given when the strategy's type is Recreate");
    }
    if (isZero(rolling.path("maxUnavailable")) && isZero(rolling.path("maxSurge"))) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(at, "rollingUpdate"),
          "maxUnavailable and maxSurge may not both be 0");
    }
  }

  private static boolean isZero(JsonNode value) {
    return value.isIntegralNumber() && value.decimalValue().signum() == 0
        || value.isTextual() && value.textValue().matches("0+%?");
  }

  static void job(JsonNode spec, String path, Reporter reporter) {
    if (!spec.path("template").path("spec").isObject()) {
      return;
    }
    JsonNode policy = spec.path("template").path("spec").path("restartPolicy");
    if (policy.asText("").isEmpty()) {
      reporter.report(
          Rules.POD_RESTART,
          JsonPath.field(JsonPath.field(path, "template"), "spec"),
          "a Job's pods need restartPolicy Never or OnFailure",
          "the default, Always, is not allowed in a Job");
    } else {
      restartPolicy(spec, path, Set.of("Never", "OnFailure"), reporter);
    }
  }

  static void cronJob(JsonNode spec, String path, Reporter reporter) {
    JsonNode schedule = spec.path("schedule");
    String bad = schedule.isTextual() ? CronSchedule.broken(schedule.textValue()) : null;
    if (bad != null) {
      reporter.report(Rules.SCHEMA_FORMAT, JsonPath.field(path, "schedule"), bad);
    }
  }
}
