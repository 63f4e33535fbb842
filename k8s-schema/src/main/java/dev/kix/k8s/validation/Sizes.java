package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How many bytes a tree takes as JSON, without writing it. */
final class Sizes {
  private Sizes() {}

  /** Close to the size of compact UTF-8 JSON: escapes are counted as one character. */
  static long ofJson(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        long size = 2;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          size += utf8(field.getKey()) + 4 + ofJson(field.getValue());
        }
        yield size;
      }
      case ARRAY -> {
        long size = 2;
        for (JsonNode element : node) {
          size += 1 + ofJson(element);
        }
        yield size;
      }
      case STRING -> 2 + utf8(node.textValue());
      case NUMBER -> node.asText().length();
      default -> 5;
    };
  }

  private static long utf8(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return size;
  }
}
