package dev.kix.k8s.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small JSON texts as trees, without the tens of milliseconds that a first ObjectMapper costs. */
final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /** Nearly all defaults are words and small numbers: those need no parser. */
  static JsonNode read(String json) {
    if (json.startsWith("\"") && json.indexOf('\\') < 0) {
      return NODES.textNode(json.substring(1, json.length() - 1));
    }
    if (json.equals("true")) {
      return NODES.booleanNode(true);
    }
    return isSmallNumber(json) ? NODES.numberNode(Long.parseLong(json)) : parse(json);
  }

  private static boolean isSmallNumber(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) < '0' || json.charAt(i) > '9') {
        return false;
      }
    }
    return !json.isEmpty() && json.length() < 18;
  }

  private static JsonNode parse(String json) {
    // Made anew each time: one document has a default that comes here.
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + json, e);
    }
  }

  private static JsonNode value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        ObjectNode out = NODES.objectNode();
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
          in.nextToken();
          out.set(key, value(in));
        }
        yield out;
      }
      case START_ARRAY -> {
        ArrayNode out = NODES.arrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          out.add(value(in));
        }
        yield out;
      }
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(in.getBooleanValue());
      case VALUE_NUMBER_INT -> NODES.numberNode(in.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(in.getDecimalValue());
      case VALUE_STRING -> NODES.textNode(in.getText());
      default -> NODES.nullNode();
    };
  }
}
