package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a container asks for and may have (core/validation, ValidateContainerResourceRequirements).
 */
final class ResourceChecks {
  private static final List<String> STANDARD = List.of("cpu", "memory", "ephemeral-storage");
  private static final KubernetesVersion CLAIMS_APART = new KubernetesVersion(1, 29);

  private ResourceChecks() {}

  static void container(JsonNode resources, Place at, Reporter reporter) {
    JsonNode limits = resources.path("limits");
    for (Map.Entry<String, JsonNode> limit : limits.properties()) {
      entry(limit.getKey(), limit.getValue(), at.field("limits").field(limit.getKey()), reporter);
    }
    for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
      String name = request.getKey();
      Place here = at.field("requests").field(name);
      entry(name, request.getValue(), here, reporter);
      atMost(name, request.getValue(), limits.path(name), here, reporter);
    }
    if (needsLimit(resources, limits)) {
      reporter.report(
          Rules.POD_RESOURCES,
          at.field("requests"),
          "huge pages and extended resources need a limit, which the request equals");
    }
  }

  private static boolean needsLimit(JsonNode resources, JsonNode limits) {
    for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
      if (!overcommits(request.getKey()) && !limits.has(request.getKey())) {
        return true;
      }
    }
    return false;
  }

  private static void entry(String name, JsonNode value, Place at, Reporter reporter) {
    // Claims had this type as well before they got one of their own.
    boolean claim = name.equals("storage") && !reporter.version().isAtLeast(CLAIMS_APART);
    if (!claim) {
      name(name, at, reporter);
    }
    Fields.quantityNotNegative(value, at, reporter);
    BigDecimal amount = Fields.amount(value);
    if (isExtended(name) && amount != null && amount.stripTrailingZeros().scale() > 0) {
      reporter.report(Rules.VALUE_RANGE, at, "must be a whole number but is " + value.asText());
    }
  }

  private static void name(String name, Place at, Reporter reporter) {
    String bad = Names.qualified(name);
    if (bad != null) {
      reporter.report(Rules.SCHEMA_FORMAT, at, bad);
    } else if (name.indexOf('/') < 0
        && !STANDARD.contains(name)
        && !name.startsWith("hugepages-")) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          at,
          "a container has no resource "
              + Values.quoted(name)
              + ": cpu, memory, ephemeral-storage, hugepages-SIZE and names with a domain are"
              + " known",
          DidYouMean.hint(name, STANDARD));
    }
  }

  private static void atMost(
      String name, JsonNode request, JsonNode limit, Place at, Reporter reporter) {
    BigDecimal wanted = Fields.amount(request);
    BigDecimal most = Fields.amount(limit);
    if (wanted == null || most == null) {
      return;
    }
    int order = wanted.compareTo(most);
    if (order > 0) {
      reporter.report(
          Rules.POD_RESOURCES,
          at,
          "requests " + request.asText() + ", which is more than the limit " + limit.asText());
    } else if (order < 0 && !overcommits(name)) {
      reporter.report(
          Rules.POD_RESOURCES,
          at,
          "requests "
              + request.asText()
              + ", but must request exactly the limit, "
              + limit.asText());
    }
  }

  private static boolean overcommits(String name) {
    return !name.startsWith("hugepages-") && !isExtended(name);
  }

  /** With a domain other than Kubernetes' own. */
  private static boolean isExtended(String name) {
    return name.indexOf('/') > 0 && !name.contains("kubernetes.io/");
  }
}
