package dev.kix.k8s.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.JsonPath;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON values, one after the other, as trees. Without an ObjectMapper, which starts slowly. */
final class JsonText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LARGE = "has a number that is too large";

  private final JsonParser parser;
  private final TextLimits limits;
  private final @Nullable TreeVisitor visitor;
  private boolean remarkable;

  private JsonText(JsonParser parser, TextLimits limits, @Nullable TreeVisitor visitor) {
    this.parser = parser;
    this.limits = limits;
    this.visitor = visitor;
  }

  /**
   * What was read.
   *
   * @param trees the values
   * @param remarkable whether a visitor would be told of duplicates
   */
  record Result(List<JsonNode> trees, boolean remarkable) {}

  static Result read(String text, TextLimits limits) throws TextException {
    List<JsonNode> trees = new ArrayList<>(1);
    boolean remarkable = run(text, limits, null, trees, -1);
    return new Result(trees, remarkable);
  }

  /** Tells a visitor where everything is in the value of a number. */
  static void visit(String text, TextLimits limits, TreeVisitor visitor, int wanted)
      throws TextException {
    run(text, limits, visitor, new ArrayList<>(), wanted);
  }

  private static boolean run(
      String text,
      TextLimits limits,
      @Nullable TreeVisitor visitor,
      List<JsonNode> trees,
      int wanted)
      throws TextException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxDepth())
                    .maxStringLength(limits.maxBytes())
                    .build())
            .build();
    boolean remarkable = false;
    try (JsonParser parser = factory.createParser(text)) {
      while (parser.nextToken() != null) {
        JsonText reader =
            new JsonText(parser, limits, trees.size() == wanted || wanted < 0 ? visitor : null);
        trees.add(reader.value(reader.visitor == null ? null : JsonPath.ROOT, 0));
        remarkable |= reader.remarkable;
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new TextException("is not JSON: " + firstLine(e.getOriginalMessage()), line, null);
    } catch (IOException e) {
      throw new TextException("cannot be read: " + e.getMessage(), 0, null);
    }
    return remarkable;
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private JsonNode value(@Nullable String path, int depth) throws IOException, TextException {
    if (depth > limits.maxDepth()) {
      throw new TextException("is nested more than " + limits.maxDepth() + " deep", line(), null);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> array(path, depth);
      case VALUE_TRUE, VALUE_FALSE -> JSON.booleanNode(parser.getBooleanValue());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> floating();
      case VALUE_STRING -> JSON.textNode(parser.getText());
      default -> JSON.nullNode();
    };
  }

  private JsonNode integer() throws IOException, TextException {
    if (parser.getTextLength() > 400) {
      throw new TextException(LARGE, line(), null);
    }
    BigInteger value = parser.getBigIntegerValue();
    return value.bitLength() < 64 ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
  }

  private JsonNode floating() throws IOException, TextException {
    double value = Double.parseDouble(parser.getText());
    if (Double.isInfinite(value)) {
      throw new TextException(LARGE, line(), null);
    }
    return JSON.numberNode(value);
  }

  private ArrayNode array(@Nullable String path, int depth) throws IOException, TextException {
    ArrayNode out = JSON.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String at = path == null ? null : JsonPath.element(path, out.size());
      if (visitor != null && at != null) {
        visitor.value(at, line());
      }
      out.add(value(at, depth + 1));
    }
    return out;
  }

  private ObjectNode object(@Nullable String path, int depth) throws IOException, TextException {
    ObjectNode out = JSON.objectNode();
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      String at = path == null ? null : JsonPath.field(path, key);
      if (visitor != null && at != null) {
        visitor.value(at, line());
      }
      boolean twice = out.has(key);
      remarkable |= twice;
      if (twice && visitor != null && at != null) {
        visitor.duplicate(at, line());
      }
      parser.nextToken();
      out.set(key, value(at, depth + 1));
    }
    return out;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
