package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import java.util.List;

/** Where pods may run: tolerations, affinities, spreading (core/validation, validateAffinity). */
final class SchedulingChecks {
  private SchedulingChecks() {}

  static void toleration(JsonNode toleration, Place at, Reporter reporter) {
    String key = Fields.text(toleration, "key");
    String operator = Fields.text(toleration, "operator");
    String value = Fields.text(toleration, "value");
    if (!key.isEmpty()) {
      Fields.formed(Names.qualified(key), "key", at, reporter);
    } else if (!operator.equals("Exists")) {
      reporter.report(
          Rules.SELECTOR_FORM, at, "without a key the operator of a toleration must be Exists");
    }
    if (operator.equals("Exists") && !value.isEmpty()) {
      reporter.report(
          Rules.SELECTOR_FORM, at.field("value"), "must be absent when the operator is Exists");
    } else if (!operator.equals("Exists")) {
      Fields.formed(Names.labelValue(value), "value", at, reporter);
    }
    if (toleration.hasNonNull("tolerationSeconds")
        && !Fields.text(toleration, "effect").equals("NoExecute")) {
      reporter.report(Rules.ONE_OF, at.field("tolerationSeconds"), "needs the effect NoExecute");
    }
  }

  static void spread(JsonNode constraint, Place at, Reporter reporter) {
    Fields.atLeast(constraint, "maxSkew", 1, at, reporter);
    Fields.notEmpty(constraint, "topologyKey", at, reporter);
    Fields.atLeast(constraint, "minDomains", 1, at, reporter);
    if (constraint.hasNonNull("minDomains")
        && Fields.text(constraint, "whenUnsatisfiable").equals("ScheduleAnyway")) {
      reporter.report(
          Rules.ONE_OF, at.field("minDomains"), "needs whenUnsatisfiable: DoNotSchedule");
    }
  }

  private static void topologyKey(JsonNode owner, Place at, Reporter reporter) {
    Fields.notEmpty(owner, "topologyKey", at, reporter);
    String key = Fields.text(owner, "topologyKey");
    if (!key.isEmpty()) {
      Fields.formed(Names.qualified(key), "topologyKey", at, reporter);
    }
  }

  static void podTerm(JsonNode term, Place at, Reporter reporter) {
    topologyKey(term, at, reporter);
    JsonNode namespaces = term.path("namespaces");
    for (int i = 0; i < namespaces.size(); i++) {
      String bad = namespaces.path(i).isTextual() ? Names.label(namespaces.path(i).asText()) : null;
      if (bad != null) {
        reporter.report(Rules.SCHEMA_FORMAT, at.field("namespaces").element(i), bad);
      }
    }
  }

  /** Of a preferred term of either kind. */
  static void weight(JsonNode term, Place at, Reporter reporter) {
    Fields.between(term, "weight", 1, 100, at, reporter);
  }

  static void nodeSelector(JsonNode selector, Place at, Reporter reporter) {
    if (selector.path("nodeSelectorTerms").isArray()) {
      Fields.filled(selector, "nodeSelectorTerms", at, reporter);
    }
  }

  static void nodeTerm(JsonNode term, Place at, Reporter reporter) {
    JsonNode fields = term.path("matchFields");
    for (int i = 0; i < fields.size(); i++) {
      Place field = at.field("matchFields").element(i);
      Fields.oneOf(fields.path(i), "key", List.of("metadata.name"), field, reporter);
      Fields.oneOf(fields.path(i), "operator", List.of("In", "NotIn"), field, reporter);
      if (fields.path(i).path("values").size() > 1) {
        reporter.report(
            Rules.SELECTOR_FORM, field.field("values"), "may have one value, a node's name");
      }
    }
  }
}
