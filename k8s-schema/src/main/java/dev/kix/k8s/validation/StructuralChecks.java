package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.List;
import java.util.Map;

/**
 * Whether the schema of a CustomResourceDefinition is structural (KEP 1002; apiextensions-apiserver
 * pkg/apiserver/schema, ValidateStructural): every value has one type, said outside of the
 * combinators, and nothing is used that the server cannot prune or default by.
 */
final class StructuralChecks {
  private static final int MAX_DEPTH = 200;
  private static final List<String> TYPES =
      List.of("object", "array", "string", "integer", "number", "boolean");

  /** JSON Schema that version 1 of the API does not take. */
  private static final List<String> FORBIDDEN =
      List.of(
          "$ref",
          "$schema",
          "id",
          "definitions",
          "dependencies",
          "patternProperties",
          "additionalItems");

  /** What combinators may not say: it belongs to the value itself. */
  private static final List<String> OUTSIDE_ONLY =
      List.of(
          "additionalProperties",
          "default",
          "description",
          "title",
          "nullable",
          "example",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type",
          "x-kubernetes-validations");

  private final Reporter reporter;

  StructuralChecks(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Checks the schema of a whole custom resource. */
  void root(JsonNode schema, Place at) {
    String type = Fields.text(schema, "type");
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    if (!type.equals("object") && !(type.isEmpty() && open)) {
      report(at.field("type"), "must be \"object\" at the root");
    }
    if (schema.has("additionalProperties")) {
      report(at.field("additionalProperties"), "may not be used at the root");
    }
    if (schema.path("nullable").asBoolean(false)) {
      report(at.field("nullable"), "may not be true at the root");
    }
    resourceFields(schema, at);
    node(schema, at, true, 0);
  }

  private void report(Place at, String message) {
    reporter.report(Rules.CRD_SCHEMA, at, message);
  }

  /** What the server fills in itself may be restricted by name only. */
  private void resourceFields(JsonNode schema, Place at) {
    JsonNode properties = schema.path("properties");
    for (String name : List.of("apiVersion", "kind")) {
      JsonNode field = properties.path(name);
      if (field.isObject() && !Fields.text(field, "type").equals("string")) {
        report(at.field("properties").field(name).field("type"), "must be \"string\"");
      }
    }
    JsonNode metadata = properties.path("metadata");
    Place here = at.field("properties").field("metadata");
    if (metadata.isObject() && !Fields.text(metadata, "type").equals("object")) {
      report(here.field("type"), "must be \"object\"");
    }
    for (Map.Entry<String, JsonNode> field : metadata.path("properties").properties()) {
      if (!field.getKey().equals("name") && !field.getKey().equals("generateName")) {
        report(
            here.field("properties").field(field.getKey()),
            "metadata is known to the server: only name and generateName may be restricted");
      }
    }
  }

  private void node(JsonNode schema, Place at, boolean root, int depth) {
    if (!schema.isObject() || depth > MAX_DEPTH) {
      return;
    }
    keywords(schema, at);
    type(schema, at, root);
    new ListTypeChecks(reporter).check(schema, at);
    combinators(schema, at, root);
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      node(property.getValue(), at.field("properties").field(property.getKey()), false, depth + 1);
    }
    JsonNode others = schema.path("additionalProperties");
    if (!others.isMissingNode() && !others.isObject() && !others.isBoolean() && !others.isNull()) {
      report(at.field("additionalProperties"), "must be a schema, true or false");
    }
    JsonNode items = schema.path("items");
    if (items.isArray()) {
      report(at.field("items"), "must be one schema, not a list of them");
    }
    node(items, at.field("items"), false, depth + 1);
    node(schema.path("additionalProperties"), at.field("additionalProperties"), false, depth + 1);
  }

  private void keywords(JsonNode schema, Place at) {
    for (String keyword : FORBIDDEN) {
      if (schema.hasNonNull(keyword)) {
        report(at.field(keyword), "is not supported in CustomResourceDefinitions");
      }
    }
    if (schema.path("uniqueItems").asBoolean(false)) {
      reporter.report(
          Rules.CRD_SCHEMA,
          at.field("uniqueItems"),
          "may not be true",
          "x-kubernetes-list-type: set says the same");
    }
    if (schema.path("properties").size() > 0 && schema.has("additionalProperties")) {
      report(at.field("additionalProperties"), "excludes properties: only one may be given");
    }
    JsonNode preserve = schema.path("x-kubernetes-preserve-unknown-fields");
    if (preserve.isBoolean() && !preserve.booleanValue()) {
      report(at.field("x-kubernetes-preserve-unknown-fields"), "must be true or absent");
    }
    pattern(schema, at);
  }

  private void pattern(JsonNode schema, Place at) {
    String pattern = Fields.text(schema, "pattern");
    if (pattern.isEmpty()) {
      return;
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      reporter.report(
          Rules.CRD_SCHEMA,
          at.field("pattern"),
          "is no regular expression the server can use: " + e.getDescription(),
          "the syntax is RE2's, which has no look-ahead and no back references");
    }
  }

  private void type(JsonNode schema, Place at, boolean root) {
    String type = Fields.text(schema, "type");
    boolean intOrString = schema.path("x-kubernetes-int-or-string").asBoolean(false);
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    boolean embedded = schema.path("x-kubernetes-embedded-resource").asBoolean(false);
    if (type.isEmpty()) {
      if (!intOrString && !open && !root) {
        report(at, "needs a type: a structural schema says what every value is");
      }
    } else if (!TYPES.contains(type)) {
      reporter.report(
          Rules.CRD_SCHEMA,
          at.field("type"),
          "expected " + Fields.choice(TYPES) + " but found " + Values.quoted(type),
          DidYouMean.hint(type, TYPES));
    }
    if (type.equals("array")
        && !schema.path("items").isObject()
        && !schema.path("items").isArray()) {
      report(at, "a list needs items");
    }
    if (open && !type.isEmpty() && !type.equals("object") && !type.equals("array")) {
      report(at.field("x-kubernetes-preserve-unknown-fields"), "is for objects only");
    }
    if (embedded && !type.equals("object")) {
      report(at.field("x-kubernetes-embedded-resource"), "needs type: object");
    } else if (embedded) {
      embedded(schema, at, open);
    }
  }

  private void embedded(JsonNode schema, Place at, boolean open) {
    if (schema.has("additionalProperties")) {
      report(at.field("additionalProperties"), "may not be used in an embedded resource");
    }
    if (!open && schema.path("properties").isEmpty()) {
      report(at, "an embedded resource needs properties or x-kubernetes-preserve-unknown-fields");
    }
    resourceFields(schema, at);
  }

  private void combinators(JsonNode schema, Place at, boolean root) {
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      JsonNode list = schema.path(keyword);
      for (int i = 0; i < list.size(); i++) {
        restriction(list.path(i), schema, at.field(keyword).element(i), root, 0);
      }
    }
    if (schema.path("not").isObject()) {
      restriction(schema.path("not"), schema, at.field("not"), root, 0);
    }
  }

  /**
   * A schema that only restricts values.
   *
   * @param skeleton the schema of the value itself
   * @param complete whether what is restricted must be described by the skeleton: the server asks
   *     that only of restrictions that stand at the root (apiextensions, {@code
   *     validateStructuralCompleteness})
   */
  private void restriction(
      JsonNode schema, JsonNode skeleton, Place at, boolean complete, int depth) {
    if (!schema.isObject() || depth > MAX_DEPTH) {
      return;
    }
    boolean intOrString = skeleton.path("x-kubernetes-int-or-string").asBoolean(false);
    if (schema.has("type") && !intOrString) {
      report(at.field("type"), "must be said outside of allOf, anyOf, oneOf and not");
    }
    for (String keyword : OUTSIDE_ONLY) {
      if (schema.has(keyword)) {
        report(at.field(keyword), "must be said outside of allOf, anyOf, oneOf and not");
      }
    }
    pattern(schema, at);
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode known = skeleton.path("properties").path(property.getKey());
      Place here = at.field("properties").field(property.getKey());
      if (complete && !known.isObject()) {
        report(here, "is a field that the schema outside does not have");
      }
      if (known.isMissingNode()) {
        known = skeleton.path("additionalProperties");
      }
      restriction(property.getValue(), known, here, complete && known.isObject(), depth + 1);
    }
    if (schema.path("items").isObject()) {
      JsonNode items = skeleton.path("items");
      if (complete && !items.isObject()) {
        report(at.field("items"), "are not described by the schema outside");
      }
      restriction(
          schema.path("items"), items, at.field("items"), complete && items.isObject(), depth + 1);
    }
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      JsonNode list = schema.path(keyword);
      for (int i = 0; i < list.size(); i++) {
        restriction(list.path(i), skeleton, at.field(keyword).element(i), complete, depth + 1);
      }
    }
    restriction(schema.path("not"), skeleton, at.field("not"), complete, depth + 1);
  }
}
