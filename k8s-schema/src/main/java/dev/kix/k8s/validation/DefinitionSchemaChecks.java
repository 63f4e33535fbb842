package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.cel.CustomRules;
import dev.kix.k8s.schema.CustomResource;
import dev.kix.k8s.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a CustomResourceDefinition, version by version: structural, with defaults that are
 * valid themselves and rules that compile.
 */
final class DefinitionSchemaChecks {
  private final Schema objectMeta;
  private final Reporter reporter;

  DefinitionSchemaChecks(Schema objectMeta, Reporter reporter) {
    this.objectMeta = objectMeta;
    this.reporter = reporter;
  }

  void check(JsonNode definition) {
    JsonNode versions = definition.path("spec").path("versions");
    for (int i = 0; i < versions.size(); i++) {
      JsonNode openApi = versions.path(i).path("schema").path("openAPIV3Schema");
      if (openApi.isObject()) {
        Place at =
            Place.ROOT
                .field("spec")
                .field("versions")
                .element(i)
                .field("schema")
                .field("openAPIV3Schema");
        version(openApi, at);
      }
    }
  }

  private void version(JsonNode openApi, Place at) {
    new StructuralChecks(reporter).root(openApi, at);
    Schema schema = CustomResource.schema(openApi, objectMeta);
    CustomRules rules =
        schema.hasRulesInside() ? CustomRules.examine(schema, reporter.version()) : null;
    inside(openApi, schema, rules, at);
    CustomRules.Broken all = rules == null ? null : rules.brokenTogether();
    if (all != null) {
      reporter.report(Rules.CRD_RULE, at, all.message(), all.hint());
    }
  }

  private void inside(JsonNode json, Schema schema, @Nullable CustomRules rules, Place at) {
    JsonNode fallback = json.get("default");
    if (fallback != null) {
      new SchemaChecker(reporter, true).value(schema, fallback, at.field("default"));
    }
    if (rules != null) {
      rules(json.path("x-kubernetes-validations"), schema, rules, at);
    }
    for (Map.Entry<String, JsonNode> property : json.path("properties").properties()) {
      Schema below = schema.properties().get(property.getKey());
      if (below != null) {
        inside(property.getValue(), below, rules, at.field("properties").field(property.getKey()));
      }
    }
    if (schema.items() != null) {
      inside(json.path("items"), schema.items(), rules, at.field("items"));
    }
    if (schema.additional() != null && json.path("additionalProperties").isObject()) {
      inside(
          json.path("additionalProperties"),
          schema.additional(),
          rules,
          at.field("additionalProperties"));
    }
  }

  private void rules(JsonNode list, Schema schema, CustomRules rules, Place at) {
    Place here = at.field("x-kubernetes-validations");
    for (int i = 0; i < list.size(); i++) {
      Fields.needed(list.path(i), "rule", here.element(i), reporter);
      texts(list.path(i), here.element(i));
    }
    for (CustomRules.Broken broken : rules.brokenAt(schema)) {
      reporter.report(
          Rules.CRD_RULE,
          here.element(broken.index()).field(broken.field()),
          broken.message(),
          broken.hint());
    }
  }

  /** What is shown to users is on one line; a rule on several lines needs a message that is. */
  private void texts(JsonNode rule, Place at) {
    for (String field : List.of("message", "messageExpression", "fieldPath")) {
      if (!Fields.text(rule, field).isEmpty() && Fields.text(rule, field).isBlank()) {
        reporter.report(Rules.CRD_RULE, at.field(field), "must say something, or be absent");
      }
    }
    for (String field : List.of("message", "fieldPath")) {
      if (hasLines(Fields.text(rule, field).strip())) {
        reporter.report(Rules.CRD_RULE, at.field(field), "must be on one line");
      }
    }
    if (hasLines(Fields.text(rule, "rule").strip()) && Fields.text(rule, "message").isBlank()) {
      reporter.report(
          Rules.CRD_RULE, at.field("message"), "a rule on several lines needs a message");
    }
  }

  private static boolean hasLines(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }
}
