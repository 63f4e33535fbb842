package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Quantity;
import dev.kix.k8s.forms.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Autoscalers, disruption budgets, bindings, claims and priority classes. */
final class PolicyChecks {

  private static final Map<String, String> METRICS =
      new TreeMap<>(
          Map.of(
              "ContainerResource", "containerResource",
              "External", "external",
              "Object", "object",
              "Pods", "pods",
              "Resource", "resource"));

  private PolicyChecks() {}

  static void autoscaler(JsonNode spec, String path, Reporter reporter) {
    JsonNode min = spec.path("minReplicas");
    JsonNode max = spec.path("maxReplicas");
    if (Values.isInt(max) && max.intValue() < 1) {
      reporter.report(Rules.VALUE_RANGE, JsonPath.field(path, "maxReplicas"), "must be at least 1");
    } else if (Values.isInt(max) && Values.isInt(min) && min.intValue() > max.intValue()) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(path, "minReplicas"),
          "must not be above maxReplicas (" + max.intValue() + ") but is " + min.intValue());
    }
    if (Values.isInt(min) && min.intValue() < 0) {
      reporter.report(Rules.VALUE_RANGE, JsonPath.field(path, "minReplicas"), "must be at least 0");
    }
  }

  /** The type names the field that holds the source of the metric. */
  static void metric(JsonNode metric, String path, Reporter reporter) {
    JsonNode type = metric.path("type");
    if (!type.isTextual()) {
      return;
    }
    if (!METRICS.containsKey(type.textValue())) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          JsonPath.field(path, "type"),
          "expected " + String.join(", ", METRICS.keySet()) + " but found " + Values.describe(type),
          DidYouMean.hint(type.textValue(), METRICS.keySet()));
      return;
    }
    String source = METRICS.getOrDefault(type.textValue(), "");
    if (!metric.path(source).isObject()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          path,
          "a metric of type " + type.textValue() + " needs the field '" + source + "'");
    }
  }

  static void budget(JsonNode spec, String path, Reporter reporter) {
    OneOf.atMostOne(spec, List.of("minAvailable", "maxUnavailable"), path, reporter);
    for (String field : List.of("minAvailable", "maxUnavailable")) {
      JsonNode value = spec.path(field);
      if (value.isTextual() && !value.textValue().matches("\\d{1,3}%")) {
        reporter.report(
            Rules.SCHEMA_FORMAT,
            JsonPath.field(path, field),
            "expected a number or a percentage such as \"50%\" but found "
                + Values.describe(value));
      } else if (value.isIntegralNumber() && value.decimalValue().signum() < 0) {
        reporter.report(Rules.VALUE_RANGE, JsonPath.field(path, field), "may not be negative");
      }
    }
  }

  static void rule(JsonNode rule, String path, Reporter reporter) {
    if (rule.path("verbs").isArray() && rule.path("verbs").isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED, JsonPath.field(path, "verbs"), "a rule needs at least one verb");
    }
    if (!rule.path("resources").isEmpty() && rule.path("apiGroups").isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          path,
          "a rule with resources needs apiGroups",
          "the core group is written \"\"");
    }
    if (rule.path("resources").isEmpty() && rule.path("nonResourceURLs").isEmpty()) {
      reporter.report(Rules.SCHEMA_REQUIRED, path, "a rule needs resources or nonResourceURLs");
    }
  }

  static void roleBinding(JsonNode binding, String path, Reporter reporter) {
    roleRef(binding, path, List.of("Role", "ClusterRole"), reporter);
  }

  static void clusterRoleBinding(JsonNode binding, String path, Reporter reporter) {
    roleRef(binding, path, List.of("ClusterRole"), reporter);
  }

  private static void roleRef(
      JsonNode binding, String path, List<String> kinds, Reporter reporter) {
    JsonNode kind = binding.path("roleRef").path("kind");
    if (kind.isTextual() && !kinds.contains(kind.textValue())) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          JsonPath.field(JsonPath.field(path, "roleRef"), "kind"),
          "expected " + String.join(" or ", kinds) + " but found " + Values.describe(kind));
    }
    JsonNode group = binding.path("roleRef").path("apiGroup");
    if (group.isTextual()
        && !group.textValue().isEmpty()
        && !group.textValue().equals("rbac.authorization.k8s.io")) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          JsonPath.field(JsonPath.field(path, "roleRef"), "apiGroup"),
          "expected \"rbac.authorization.k8s.io\" but found " + Values.describe(group));
    }
  }

  static void subject(JsonNode subject, String path, Reporter reporter) {
    String kind = subject.path("kind").asText("");
    if (subject.path("kind").isTextual()
        && !List.of("ServiceAccount", "User", "Group").contains(kind)) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          JsonPath.field(path, "kind"),
          "expected ServiceAccount, User or Group but found " + Values.quoted(kind));
    }
    // In a RoleBinding it is the binding's own namespace; a ClusterRoleBinding has none.
    boolean cluster = reporter.manifest().kind().equals("ClusterRoleBinding");
    if (cluster
        && kind.equals("ServiceAccount")
        && subject.path("namespace").asText("").isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED, path, "a subject of kind ServiceAccount needs a namespace");
    }
  }

  static void claim(JsonNode spec, String path, Reporter reporter) {
    if (spec.path("accessModes").isEmpty() && !spec.path("accessModes").isValueNode()
        || spec.path("accessModes").isNull()) {
      reporter.report(Rules.SCHEMA_REQUIRED, path, "a claim needs at least one access mode");
    }
    JsonNode storage = spec.path("resources").path("requests").path("storage");
    if (storage.isMissingNode() || storage.isNull()) {
      reporter.report(Rules.SCHEMA_REQUIRED, path, "a claim needs resources.requests.storage");
      return;
    }
    BigDecimal size =
        storage.isNumber() ? storage.decimalValue() : Quantity.parse(storage.asText(""));
    if (size != null && size.signum() <= 0) {
      reporter.report(
          Rules.VALUE_RANGE,
          path + ".resources.requests.storage",
          "must be above 0 but is " + storage.asText());
    }
  }

  static void priorityClass(JsonNode priority, String path, Reporter reporter) {
    JsonNode preemption = priority.path("preemptionPolicy");
    if (preemption.isTextual() && preemption.textValue().isEmpty()) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          JsonPath.field(path, "preemptionPolicy"),
          "expected Never or PreemptLowerPriority but found \"\"");
    }
    JsonNode value = priority.path("value");
    boolean system = priority.path("metadata").path("name").asText("").startsWith("system-");
    if (value.canConvertToInt() && value.intValue() > 1_000_000_000 && !system) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(path, "value"),
          "must be at most 1000000000 but is " + value.asText());
    }
  }
}
