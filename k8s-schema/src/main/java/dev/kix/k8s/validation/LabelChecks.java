package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Labels and annotations of every metadata, and selectors over labels. */
final class LabelChecks {
  /** k8s.io/apimachinery pkg/api/validation TotalAnnotationSizeLimitB. */
  private static final int ANNOTATION_BYTES = 256 * 1024;

  private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");
  private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");

  private LabelChecks() {}

  static void metadata(JsonNode metadata, String path, Reporter reporter) {
    labels(
        metadata.path("labels"), JsonPath.field(path, "labels"), Rules.METADATA_LABELS, reporter);
    annotations(metadata.path("annotations"), JsonPath.field(path, "annotations"), reporter);
  }

  private static void labels(JsonNode labels, String path, Rule rule, Reporter reporter) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      String at = JsonPath.field(path, label.getKey());
      String badKey = Names.qualified(label.getKey());
      if (badKey != null) {
        reporter.report(rule, at, "the key " + badKey.replaceFirst("^the ", ""));
      }
      if (label.getValue().isTextual()) {
        String badValue = Names.labelValue(label.getValue().textValue());
        if (badValue != null) {
          reporter.report(rule, at, badValue);
        }
      }
    }
  }

  private static void annotations(JsonNode annotations, String path, Reporter reporter) {
    long size = 0;
    for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
      // The server lower-cases annotation keys before it looks at them.
      String badKey = Names.qualified(annotation.getKey().toLowerCase(Locale.ROOT));
      if (badKey != null) {
        reporter.report(
            Rules.METADATA_ANNOTATIONS,
            JsonPath.field(path, annotation.getKey()),
            "the key " + badKey.replaceFirst("^the ", ""));
      }
      size += bytes(annotation.getKey());
      size += annotation.getValue().isTextual() ? bytes(annotation.getValue().textValue()) : 0;
    }
    if (size > ANNOTATION_BYTES) {
      reporter.report(
          Rules.METADATA_ANNOTATIONS,
          path,
          "all annotations together have " + size + " bytes; at most 262144 are allowed");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static void selector(JsonNode selector, String path, Reporter reporter) {
    labels(
        selector.path("matchLabels"),
        JsonPath.field(path, "matchLabels"),
        Rules.METADATA_LABELS,
        reporter);
    JsonNode expressions = selector.path("matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      String at = JsonPath.element(JsonPath.field(path, "matchExpressions"), i);
      requirement(expressions.path(i), at, OPERATORS, Rules.SELECTOR_FORM, reporter);
    }
  }

  static void nodeRequirement(JsonNode requirement, String path, Reporter reporter) {
    requirement(
        requirement,
        path,
        List.of("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"),
        Rules.SCHEMA_ENUM,
        reporter);
  }

  private static void requirement(
      JsonNode requirement, String path, List<String> operators, Rule unknown, Reporter reporter) {
    keyAndValues(requirement, path, reporter);
    String operator = requirement.path("operator").asText("");
    if (operator.isEmpty()) {
      return;
    }
    if (!operators.contains(operator)) {
      reporter.report(
          unknown,
          JsonPath.field(path, "operator"),
          "expected one of "
              + String.join(", ", operators)
              + " but found "
              + Values.quoted(operator),
          DidYouMean.hint(operator, operators));
      return;
    }
    int values = requirement.path("values").size();
    String at = JsonPath.field(path, "values");
    if (WITH_VALUES.contains(operator) && values == 0) {
      reporter.report(Rules.SELECTOR_FORM, path, "the operator " + operator + " needs values");
    } else if (operator.endsWith("t") && operator.length() == 2 && values != 1) {
      reporter.report(Rules.SELECTOR_FORM, path, "the operator " + operator + " needs one value");
    } else if (operator.endsWith("st") || operator.equals("Exists")) {
      if (values > 0) {
        reporter.report(
            Rules.SELECTOR_FORM, at, "the operator " + operator + " may not have values");
      }
    }
  }

  private static void keyAndValues(JsonNode requirement, String path, Reporter reporter) {
    JsonNode key = requirement.path("key");
    String badKey = key.isTextual() ? Names.qualified(key.textValue()) : null;
    if (badKey != null) {
      reporter.report(Rules.METADATA_LABELS, JsonPath.field(path, "key"), badKey);
    }
    JsonNode values = requirement.path("values");
    for (int i = 0; i < values.size(); i++) {
      JsonNode value = values.path(i);
      String bad = value.isTextual() ? Names.labelValue(value.textValue()) : null;
      if (bad != null) {
        reporter.report(
            Rules.METADATA_LABELS, JsonPath.element(JsonPath.field(path, "values"), i), bad);
      }
    }
  }

  /** A plain map of labels. */
  static void nodeLabels(JsonNode labels, Place at, Reporter reporter) {
    labels(labels, at.toString(), Rules.METADATA_LABELS, reporter);
  }

  static void nodeSelector(JsonNode pod, String path, Reporter reporter) {
    labels(
        pod.path("nodeSelector"),
        JsonPath.field(path, "nodeSelector"),
        Rules.METADATA_LABELS,
        reporter);
  }

  static void plainSelector(JsonNode spec, String path, Reporter reporter) {
    labels(
        spec.path("selector"), JsonPath.field(path, "selector"), Rules.METADATA_LABELS, reporter);
  }
}
