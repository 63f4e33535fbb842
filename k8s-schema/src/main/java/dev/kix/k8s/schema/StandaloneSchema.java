package dev.kix.k8s.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.GroupVersionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON schemas as kubeconform and its collections keep them: one document a kind, nothing referred
 * to outside of it. Unknown fields are refused only where {@code additionalProperties} is false.
 */
public final class StandaloneSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 60;

  private StandaloneSchema() {}

  /** The schema that a document describes. */
  public static Schema read(JsonNode document) {
    return new JsonSchemaReader(Schema.ANY).document(normal(document, document, 0));
  }

  /**
   * JSON Schema in the dialect of CustomResourceDefinitions: one type, {@code nullable}, and open
   * objects marked as such.
   */
  private static JsonNode normal(JsonNode node, JsonNode root, int depth) {
    if (!node.isObject() || depth > MAX_DEPTH) {
      return NODES.objectNode();
    }
    String ref = node.path("$ref").asText("");
    if (ref.startsWith("#/")) {
      return normal(root.at(ref.substring(1)), root, depth + 1);
    }
    ObjectNode out = ((ObjectNode) node).deepCopy();
    type(out);
    if (out.path("properties").isObject()) {
      ObjectNode properties = out.putObject("properties");
      node.path("properties")
          .properties()
          .forEach(p -> properties.set(p.getKey(), normal(p.getValue(), root, depth + 1)));
    }
    JsonNode additional = node.path("additionalProperties");
    boolean closed = additional.isBoolean() && !additional.booleanValue();
    if (additional.isObject()) {
      out.set("additionalProperties", normal(additional, root, depth + 1));
    } else {
      out.remove("additionalProperties");
      if (!closed) {
        out.put("x-kubernetes-preserve-unknown-fields", true);
      }
    }
    if (node.path("items").isObject()) {
      out.set("items", normal(node.path("items"), root, depth + 1));
    }
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      if (node.path(keyword).isArray()) {
        ArrayNode list = out.putArray(keyword);
        node.path(keyword).forEach(n -> list.add(normal(n, root, depth + 1)));
      }
    }
    return out;
  }

  /** {@code ["string", "null"]} is a nullable string; a text or a number has no other name. */
  private static void type(ObjectNode schema) {
    JsonNode type = schema.path("type");
    if (!type.isArray()) {
      return;
    }
    Set<String> names = new HashSet<>();
    type.forEach(t -> names.add(t.asText("")));
    boolean nullable = names.remove("null");
    schema.remove("type");
    if (names.size() == 1) {
      schema.put("type", names.iterator().next());
    } else if (names.equals(Set.of("string", "integer"))) {
      schema.put("x-kubernetes-int-or-string", true);
    }
    if (nullable) {
      schema.put("nullable", true);
    }
  }

  /**
   * The kinds of one document of a server's {@code /openapi/v3}, each as a document of its own in
   * which unknown fields are refused.
   */
  public static Map<GroupVersionKind, JsonNode> ofOpenApi(JsonNode openApi) {
    JsonNode schemas = openApi.path("components").path("schemas");
    Map<GroupVersionKind, JsonNode> out = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : schemas.properties()) {
      for (JsonNode gvk : entry.getValue().path("x-kubernetes-group-version-kind")) {
        // Requests and lists are of no group of their own and have no metadata that names them.
        if (entry.getValue().path("properties").has("metadata")
            && !gvk.path("kind").asText("").endsWith("List")) {
          out.put(
              new GroupVersionKind(
                  gvk.path("group").asText(""),
                  gvk.path("version").asText(""),
                  gvk.path("kind").asText("")),
              inlined(entry.getValue(), schemas, new ArrayList<>()));
        }
      }
    }
    return out;
  }

  private static JsonNode inlined(JsonNode node, JsonNode schemas, List<String> inside) {
    if (node.isArray()) {
      ArrayNode out = NODES.arrayNode();
      node.forEach(n -> out.add(inlined(n, schemas, inside)));
      return out;
    }
    if (!node.isObject()) {
      return node;
    }
    String ref = reference(node);
    if (!ref.isEmpty()) {
      if (inside.contains(ref)) {
        // A type that contains itself ends here.
        return NODES.objectNode();
      }
      List<String> deeper = new ArrayList<>(inside);
      deeper.add(ref);
      return known(ref, inlined(schemas.path(ref), schemas, deeper));
    }
    ObjectNode out = NODES.objectNode();
    node.properties()
        .forEach(field -> {
          // Prose; a field of that name is described by an object.
          if (!field.getKey().equals("description") || !field.getValue().isTextual()) {
            out.set(field.getKey(), inlined(field.getValue(), schemas, inside));
          }
        });
    nullables(out);
    boolean open = node.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    if (node.path("properties").isObject() && !node.has("additionalProperties") && !open) {
      out.put("additionalProperties", false);
    }
    return out;
  }

  /** The server takes null for a field that need not be there. */
  private static void nullables(ObjectNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(r -> required.add(r.asText("")));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (property.getValue() instanceof ObjectNode field
          && field.path("type").isTextual()
          && !required.contains(property.getKey())) {
        String type = field.path("type").textValue();
        field.putArray("type").add(type).add("null");
      }
    }
  }

  /** Types whose JSON form the document does not tell. */
  private static JsonNode known(String name, JsonNode schema) {
    if (name.endsWith(".resource.Quantity") || name.endsWith(".intstr.IntOrString")) {
      ObjectNode out = NODES.objectNode();
      out.putArray("type").add("string").add(name.endsWith("Quantity") ? "number" : "integer");
      return out;
    }
    return schema;
  }

  /** Also where a reference stands in an allOf of its own, to carry a default beside it. */
  private static String reference(JsonNode node) {
    String ref = node.path("$ref").asText("");
    if (ref.isEmpty() && node.path("allOf").size() == 1) {
      ref = node.path("allOf").path(0).path("$ref").asText("");
    }
    String prefix = "#/components/schemas/";
    return ref.startsWith(prefix) ? ref.substring(prefix.length()) : "";
  }
}
