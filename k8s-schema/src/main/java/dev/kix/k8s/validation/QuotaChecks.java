package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a namespace may use (core/validation, ValidateResourceQuota and ValidateLimitRange). */
final class QuotaChecks {
  private static final Set<String> COUNTED =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.storage",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "pods",
          "resourcequotas",
          "services",
          "services.nodeports",
          "services.loadbalancers",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims");

  /** What a quota counts one by one. */
  private static final List<String> OBJECTS =
      List.of(
          "pods",
          "resourcequotas",
          "services",
          "services.nodeports",
          "services.loadbalancers",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims");

  private static final List<String> SCOPES =
      List.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity",
          "VolumeAttributesClass");

  private static final List<String> LIMIT_TYPES =
      List.of("Container", "PersistentVolumeClaim", "Pod");

  private QuotaChecks() {}

  static void quota(JsonNode spec, Place at, Reporter reporter) {
    for (Map.Entry<String, JsonNode> entry : spec.path("hard").properties()) {
      Place here = at.field("hard").field(entry.getKey());
      String name = entry.getKey();
      boolean known =
          COUNTED.contains(name)
              || name.indexOf('/') > 0
              || name.startsWith("hugepages-")
              || name.startsWith("requests.hugepages-");
      if (!known) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            here,
            "a quota cannot count "
                + Values.quoted(name)
                + "; other objects are written count/PLURAL.GROUP");
      }
      Fields.quantityNotNegative(entry.getValue(), here, reporter);
      BigDecimal amount = Fields.amount(entry.getValue());
      boolean whole = OBJECTS.contains(name) || name.startsWith("count/");
      if (whole && amount != null && amount.stripTrailingZeros().scale() > 0) {
        reporter.report(
            Rules.VALUE_RANGE,
            here,
            "objects are counted in whole numbers, not " + entry.getValue().asText());
      }
    }
    scopes(spec.path("scopes"), at.field("scopes"), reporter);
  }

  private static void scopes(JsonNode scopes, Place at, Reporter reporter) {
    List<List<String>> pairs =
        List.of(List.of("Terminating", "NotTerminating"), List.of("BestEffort", "NotBestEffort"));
    for (int i = 0; i < scopes.size(); i++) {
      String scope = scopes.path(i).asText("");
      if (!SCOPES.contains(scope)) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            at.element(i),
            "expected " + Fields.choice(SCOPES) + " but found " + Values.quoted(scope));
      }
    }
    for (List<String> pair : pairs) {
      if (has(scopes, pair.get(0)) && has(scopes, pair.get(1))) {
        reporter.report(
            Rules.ONE_OF, at, pair.get(0) + " and " + pair.get(1) + " exclude each other");
      }
    }
  }

  private static boolean has(JsonNode list, String word) {
    for (JsonNode element : list) {
      if (element.asText("").equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** The types of limits: each once, Kubernetes' own or with a prefix. */
  static void limits(JsonNode spec, Place at, Reporter reporter) {
    Set<String> seen = new HashSet<>();
    JsonNode limits = spec.path("limits");
    for (int i = 0; i < limits.size(); i++) {
      Place here = at.field("limits").element(i);
      JsonNode type = limits.path(i).path("type");
      String name = type.asText("");
      if (!type.isTextual()) {
        continue;
      }
      if (name.indexOf('/') < 0 && !LIMIT_TYPES.contains(name)) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            here.field("type"),
            "expected " + Fields.choice(LIMIT_TYPES) + " but found " + Values.quoted(name),
            DidYouMean.hint(name, LIMIT_TYPES));
      } else {
        Fields.formed(Names.qualified(name), "type", here, reporter);
      }
      if (!seen.add(name)) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE,
            here.field("type"),
            Values.quoted(name) + " is the type of a limit before");
      }
    }
  }

  /** min ≤ defaultRequest ≤ default ≤ max, for each resource of a limit. */
  static void limit(JsonNode limit, Place at, Reporter reporter) {
    List<String> order = List.of("min", "defaultRequest", "default", "max");
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        ordered(limit, order.get(i), order.get(j), at, reporter);
      }
    }
    if (Fields.text(limit, "type").equals("Pod")) {
      for (String field : List.of("default", "defaultRequest")) {
        if (!limit.path(field).isEmpty()) {
          Fields.forbidden(limit, field, at, "is not for limits of type Pod", reporter);
        }
      }
    }
    if (Fields.text(limit, "type").equals("PersistentVolumeClaim")
        && !limit.path("min").has("storage")
        && !limit.path("max").has("storage")) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          at,
          "a limit of type PersistentVolumeClaim needs min.storage or max.storage");
    }
  }

  private static void ordered(
      JsonNode limit, String low, String high, Place at, Reporter reporter) {
    for (Map.Entry<String, JsonNode> entry : limit.path(low).properties()) {
      BigDecimal below = Fields.amount(entry.getValue());
      JsonNode other = limit.path(high).path(entry.getKey());
      BigDecimal above = Fields.amount(other);
      if (below != null && above != null && below.compareTo(above) > 0) {
        reporter.report(
            Rules.VALUE_RANGE,
            at.field(low).field(entry.getKey()),
            "must not be above "
                + high
                + " ("
                + other.asText()
                + ") but is "
                + entry.getValue().asText());
      }
    }
  }
}
