package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.schema.Schema;
import java.util.Map;

/**
 * Fills in the defaults of a custom resource, as the server does before it validates: a field that
 * is required and has a default need not be written, and alternatives see the defaults.
 */
final class Defaults {
  private Defaults() {}

  /** The value with defaults; the value itself when its schema has none. */
  static JsonNode fill(Schema schema, JsonNode value) {
    if (!schema.hasDefaultsInside()) {
      return value;
    }
    JsonNode copy = value.deepCopy();
    into(schema, copy);
    return copy;
  }

  private static void into(Schema schema, JsonNode value) {
    if (!schema.hasDefaultsInside()) {
      return;
    }
    Schema items = schema.items();
    if (value instanceof ArrayNode list && items != null) {
      list.forEach(element -> into(items, element));
    }
    if (!(value instanceof ObjectNode object)) {
      return;
    }
    for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
      JsonNode field = object.get(property.getKey());
      JsonNode fallback = property.getValue().defaultValue();
      boolean missing = field == null || field.isNull() && !property.getValue().isNullable();
      if (missing && fallback != null) {
        object.set(property.getKey(), fallback.deepCopy());
      }
      JsonNode there = object.get(property.getKey());
      if (there != null) {
        into(property.getValue(), there);
      }
    }
    Schema additional = schema.additional();
    if (additional != null) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!schema.properties().containsKey(field.getKey())) {
          into(additional, field.getValue());
        }
      }
    }
  }
}
