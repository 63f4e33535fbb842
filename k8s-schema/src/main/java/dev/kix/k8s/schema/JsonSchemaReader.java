package dev.kix.k8s.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code openAPIV3Schema} of a CustomResourceDefinition. A structural schema's rules are
 * followed (KEP 1002): the skeleton outside {@code allOf}, {@code anyOf}, {@code oneOf} and {@code
 * not} says which fields exist, those four only restrict values. What is malformed is left out
 * rather than refused: the definition is a manifest of its own and is reported as such.
 */
final class JsonSchemaReader {
  private static final int MAX_DEPTH = 200;

  private final Schema objectMeta;

  JsonSchemaReader(Schema objectMeta) {
    this.objectMeta = objectMeta;
  }

  /** The schema of a whole custom resource: apiVersion, kind and metadata are always there. */
  Schema root(JsonNode openApi) {
    Schema.Builder b = builder(openApi, 0, true);
    if (b.type == SchemaType.ANY) {
      return Schema.ANY;
    }
    b.type = SchemaType.OBJECT;
    addResourceFields(b);
    return b.build();
  }

  /** The schema of a document that says itself what all its fields are. */
  Schema document(JsonNode schema) {
    return node(schema, 0, true);
  }

  private void addResourceFields(Schema.Builder b) {
    Map<String, Schema> properties = new LinkedHashMap<>(b.properties);
    Schema text = new Schema.Builder(SchemaType.STRING).build();
    properties.put("apiVersion", text);
    properties.put("kind", text);
    properties.put("metadata", objectMeta);
    b.properties = properties;
  }

  private Schema node(JsonNode json, int depth, boolean structural) {
    return builder(json, depth, structural).build();
  }

  private Schema.Builder builder(JsonNode json, int depth, boolean structural) {
    Schema.Builder b = new Schema.Builder(SchemaType.ANY);
    if (!json.isObject() || depth > MAX_DEPTH) {
      return b;
    }
    b.type = type(json);
    b.nullable = json.path("nullable").asBoolean(false);
    b.preservesUnknown = json.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    b.embeddedResource = json.path("x-kubernetes-embedded-resource").asBoolean(false);
    b.format = text(json, "format");
    b.defaultValue = json.get("default");
    b.enumValues = list(json.path("enum"));
    b.listType = listType(text(json, "x-kubernetes-list-type"));
    b.mapKeys = texts(json.path("x-kubernetes-list-map-keys"));
    b.atomicMap = "atomic".equals(text(json, "x-kubernetes-map-type"));
    b.required = texts(json.path("required"));
    if (json.path("properties").isObject()) {
      Map<String, Schema> properties = new LinkedHashMap<>();
      json.path("properties")
          .properties()
          .forEach(e -> properties.put(e.getKey(), node(e.getValue(), depth + 1, structural)));
      b.properties = properties;
    }
    if (json.path("items").isObject()) {
      b.items = node(json.path("items"), depth + 1, structural);
    }
    JsonNode additional = json.path("additionalProperties");
    if (additional.isObject()) {
      b.additional = node(additional, depth + 1, structural);
    } else if (additional.asBoolean(false)) {
      b.additional = Schema.ANY;
    }
    if (!structural && b.type == SchemaType.OBJECT) {
      // Inside allOf and its like, fields that are not named are none of its business.
      b.preservesUnknown = true;
    }
    if (b.embeddedResource && b.type == SchemaType.OBJECT) {
      addResourceFields(b);
    }
    b.constraints = constraints(json, depth);
    if (structural) {
      b.rules = rules(json.path("x-kubernetes-validations"));
    }
    return b;
  }

  private static List<ValidationRule> rules(JsonNode list) {
    List<ValidationRule> out = new ArrayList<>();
    for (JsonNode rule : list) {
      String expression = text(rule, "rule");
      if (expression != null && !expression.isBlank()) {
        out.add(
            new ValidationRule(
                expression,
                text(rule, "message"),
                text(rule, "messageExpression"),
                text(rule, "fieldPath"),
                rule.path("optionalOldSelf").asBoolean(false)));
      }
    }
    return out;
  }

  private static SchemaType type(JsonNode json) {
    if (json.path("x-kubernetes-int-or-string").asBoolean(false)) {
      return SchemaType.INT_OR_STRING;
    }
    String type = text(json, "type");
    if (type == null) {
      boolean objectLike =
          json.has("properties") || json.has("required") || json.has("additionalProperties");
      return objectLike ? SchemaType.OBJECT : SchemaType.ANY;
    }
    return switch (type) {
      case "object" -> SchemaType.OBJECT;
      case "array" -> SchemaType.ARRAY;
      case "string" -> SchemaType.STRING;
      case "integer" -> SchemaType.INTEGER;
      case "number" -> SchemaType.NUMBER;
      case "boolean" -> SchemaType.BOOLEAN;
      default -> SchemaType.ANY;
    };
  }

  private static ListType listType(@Nullable String name) {
    if (name == null) {
      return ListType.UNSPECIFIED;
    }
    return switch (name) {
      case "atomic" -> ListType.ATOMIC;
      case "set" -> ListType.SET;
      case "map" -> ListType.MAP;
      default -> ListType.UNSPECIFIED;
    };
  }

  private static final List<String> LIMITS =
      List.of(
          "minimum",
          "maximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "allOf",
          "anyOf",
          "oneOf",
          "not");

  private @Nullable Constraints constraints(JsonNode json, int depth) {
    if (LIMITS.stream().noneMatch(json::has)) {
      return null;
    }
    String pattern = text(json, "pattern");
    return new Constraints(
        number(json, "minimum"),
        json.path("exclusiveMinimum").asBoolean(false),
        number(json, "maximum"),
        json.path("exclusiveMaximum").asBoolean(false),
        number(json, "multipleOf"),
        count(json, "minLength"),
        count(json, "maxLength"),
        pattern == null ? null : new ServerPattern(pattern),
        count(json, "minItems"),
        count(json, "maxItems"),
        json.path("uniqueItems").asBoolean(false),
        count(json, "minProperties"),
        count(json, "maxProperties"),
        nodes(json.path("allOf"), depth),
        nodes(json.path("anyOf"), depth),
        nodes(json.path("oneOf"), depth),
        json.path("not").isObject() ? node(json.path("not"), depth + 1, false) : null);
  }

  private List<Schema> nodes(JsonNode list, int depth) {
    List<Schema> out = new ArrayList<>();
    list.forEach(n -> out.add(node(n, depth + 1, false)));
    return List.copyOf(out);
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.path(field).textValue();
  }

  private static @Nullable BigDecimal number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isNumber() ? value.decimalValue() : null;
  }

  private static @Nullable Integer count(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.canConvertToInt() ? value.intValue() : null;
  }

  private static List<JsonNode> list(JsonNode list) {
    List<JsonNode> out = new ArrayList<>();
    list.forEach(out::add);
    return out;
  }

  private static List<String> texts(JsonNode list) {
    List<String> out = new ArrayList<>();
    list.forEach(t -> out.add(t.asText()));
    return out;
  }
}
