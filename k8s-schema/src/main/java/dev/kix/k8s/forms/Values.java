package dev.kix.k8s.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How values are spoken of in messages. */
public final class Values {
  private static final int LONGEST = 60;

  private Values() {}

  /** {@code the string "three"}, {@code the number 3}, {@code an object}. */
  public static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the string " + quoted(value.textValue());
      case NUMBER -> "the number " + value.asText();
      case BOOLEAN -> "the boolean " + value.asText();
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      default -> "null";
    };
  }

  /** Whether a value is a whole number of 32 bits, whichever node class holds it. */
  public static boolean isInt(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  /**
   * A form of a value whose {@code equals} is JSON's: numbers are equal when their values are,
   * while Jackson tells an int node of 80 from a long node of 80.
   */
  public static Object key(JsonNode value) {
    return value.isNumber() ? value.decimalValue().stripTrailingZeros() : value;
  }

  /** Whether a list has an equal value. */
  public static boolean contains(List<JsonNode> values, JsonNode wanted) {
    Object key = key(wanted);
    for (JsonNode value : values) {
      if (key(value).equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** A value as JSON, cut when long. */
  public static String show(JsonNode value) {
    return value.isTextual() ? quoted(value.textValue()) : cut(value.toString());
  }

  public static String quoted(String text) {
    return '"' + cut(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    return end >= text.length() ? text : text.substring(0, end) + "…";
  }

  /** {@code "A", "B" or "C"}; the empty string, which means "not set", is not mentioned. */
  public static String choice(List<JsonNode> values) {
    List<String> shown =
        values.stream()
            .filter(v -> !v.isTextual() || !v.textValue().isEmpty())
            .map(Values::show)
            .toList();
    if (shown.size() <= 1) {
      return String.join("", shown);
    }
    return String.join(", ", shown.subList(0, shown.size() - 1))
        + " or "
        + shown.get(shown.size() - 1);
  }
}
