package dev.kix.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A {@code values.schema.json} that says all it says by itself. Helm fetches schemas that one
 * refers to, by a URL or a path, while it renders: what is there today would decide whether a build
 * works. So references that leave the document are taken out, and what they describe may be
 * anything; the templates still have to take it.
 */
final class ValuesSchema {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ValuesSchema() {}

  /** The schema without references to others; as it is when it has none, or is no JSON. */
  static byte[] local(byte[] schema) {
    try {
      JsonNode root = JSON.readTree(schema);
      return root != null && withoutOthers(root, root.path("$id").asText("") + "#")
          ? JSON.writeValueAsBytes(root)
          : schema;
    } catch (IOException e) {
      return schema; // Helm says what is wrong with it.
    }
  }

  private static boolean withoutOthers(JsonNode node, String own) {
    boolean changed = false;
    if (node instanceof ObjectNode object) {
      JsonNode reference = object.path("$ref");
      String text = reference.textValue();
      if (text != null && !text.startsWith("#") && !text.startsWith(own)) {
        object.remove("$ref");
        changed = true;
      }
    }
    for (JsonNode child : node) {
      changed |= withoutOthers(child, own);
    }
    return changed;
  }
}
