package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.cel.CustomRules;
import dev.kix.k8s.schema.CustomResource;
import dev.kix.k8s.schema.Schema;
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
    CustomRules rules = schema.hasRulesInside() ? CustomRules.of(schema) : null;
    inside(openApi, schema, rules, at);
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
      if (list.path(i).has("message")) {
        Fields.notEmpty(list.path(i), "message", here.element(i), reporter);
      }
    }
    for (CustomRules.Broken broken : rules.brokenAt(schema)) {
      reporter.report(
          Rules.CRD_RULE, here.element(broken.index()).field(broken.field()), broken.message());
    }
  }
}
