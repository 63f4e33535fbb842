package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.forms.Formats;
import dev.kix.k8s.forms.Values;
import dev.kix.k8s.schema.Constraints;
import dev.kix.k8s.schema.Schema;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The value limits of CustomResourceDefinitions; see {@link Constraints}. */
final class ConstraintChecker {
  private ConstraintChecker() {}

  /** The first limit a value breaks, as a sentence, or null when it keeps all. */
  static @Nullable String broken(Constraints c, JsonNode value) {
    String own =
        switch (value.getNodeType()) {
          case NUMBER -> number(c, value.decimalValue());
          case STRING -> text(c, value.textValue());
          case ARRAY -> list(c, value);
          case OBJECT -> object(c, value);
          default -> null;
        };
    return own != null ? own : combined(c, value);
  }

  private static @Nullable String number(Constraints c, BigDecimal value) {
    BigDecimal min = c.minimum();
    if (min != null && value.compareTo(min) < (c.exclusiveMinimum() ? 1 : 0)) {
      return "must be "
          + (c.exclusiveMinimum() ? "greater than " : "at least ")
          + min.toPlainString()
          + " but is "
          + value.toPlainString();
    }
    BigDecimal max = c.maximum();
    if (max != null && value.compareTo(max) > (c.exclusiveMaximum() ? -1 : 0)) {
      return "must be "
          + (c.exclusiveMaximum() ? "less than " : "at most ")
          + max.toPlainString()
          + " but is "
          + value.toPlainString();
    }
    BigDecimal step = c.multipleOf();
    if (step != null && step.signum() != 0 && value.remainder(step).signum() != 0) {
      return "must be a multiple of " + step.toPlainString() + " but is " + value.toPlainString();
    }
    return null;
  }

  private static @Nullable String text(Constraints c, String value) {
    int length = value.codePointCount(0, value.length());
    if (c.minLength() != null && length < c.minLength()) {
      return "must have at least " + characters(c.minLength()) + " but has " + length;
    }
    if (c.maxLength() != null && length > c.maxLength()) {
      return "must have at most " + characters(c.maxLength()) + " but has " + length;
    }
    if (c.pattern() != null && !c.pattern().finds(value)) {
      return Values.quoted(value) + " does not match the pattern " + c.pattern().text();
    }
    return null;
  }

  private static String characters(int count) {
    return count == 1 ? "1 character" : count + " characters";
  }

  private static @Nullable String list(Constraints c, JsonNode value) {
    if (c.minItems() != null && value.size() < c.minItems()) {
      return "must have at least " + c.minItems() + " elements but has " + value.size();
    }
    if (c.maxItems() != null && value.size() > c.maxItems()) {
      return "must have at most " + c.maxItems() + " elements but has " + value.size();
    }
    if (c.uniqueItems()) {
      Set<Object> seen = new HashSet<>();
      for (JsonNode element : value) {
        if (!seen.add(Values.key(element))) {
          return "has " + Values.show(element) + " twice; each value may be there once";
        }
      }
    }
    return null;
  }

  private static @Nullable String object(Constraints c, JsonNode value) {
    if (c.minProperties() != null && value.size() < c.minProperties()) {
      return "must have at least " + c.minProperties() + " fields but has " + value.size();
    }
    if (c.maxProperties() != null && value.size() > c.maxProperties()) {
      return "must have at most " + c.maxProperties() + " fields but has " + value.size();
    }
    return null;
  }

  private static @Nullable String combined(Constraints c, JsonNode value) {
    for (Schema all : c.allOf()) {
      String broken = brokenSchema(all, value);
      if (broken != null) {
        return broken;
      }
    }
    if (!c.anyOf().isEmpty() && fitting(c.anyOf(), value) == 0) {
      return "fits none of the alternatives the definition allows" + alternatives(c.anyOf());
    }
    if (!c.oneOf().isEmpty()) {
      int fitting = fitting(c.oneOf(), value);
      if (fitting != 1) {
        return (fitting == 0 ? "fits none" : "fits " + fitting)
            + " of the alternatives of which exactly one is allowed"
            + alternatives(c.oneOf());
      }
    }
    if (c.not() != null && brokenSchema(c.not(), value) == null) {
      return "has a form that the definition forbids";
    }
    return null;
  }

  private static int fitting(List<Schema> schemas, JsonNode value) {
    int count = 0;
    for (Schema schema : schemas) {
      count += brokenSchema(schema, value) == null ? 1 : 0;
    }
    return count;
  }

  /** For alternatives that differ in what they require, which is nearly all there are. */
  private static String alternatives(List<Schema> schemas) {
    Set<String> names = new TreeSet<>();
    for (Schema schema : schemas) {
      if (schema.required().isEmpty()) {
        return "";
      }
      names.add(String.join(" and ", schema.required()));
    }
    return ": " + String.join(", ", names);
  }

  /** What a value breaks of a schema without a skeleton, or null. */
  private static @Nullable String brokenSchema(Schema schema, JsonNode value) {
    boolean typed =
        switch (schema.type()) {
          // An object schema here often lacks its type, so that other values pass.
          case OBJECT, ANY_OBJECT -> value.isObject();
          case ARRAY -> value.isArray();
          case STRING -> value.isTextual();
          case INTEGER -> value.isIntegralNumber();
          case NUMBER -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          case INT_OR_STRING -> value.isTextual() || value.isIntegralNumber();
          case QUANTITY, ANY, REF -> true;
        };
    if (!typed) {
      return "expected " + schema.type().words() + " but found " + Values.describe(value);
    }
    if (!schema.enumValues().isEmpty() && !Values.contains(schema.enumValues(), value)) {
      return "expected " + Values.choice(schema.enumValues());
    }
    if (schema.format() != null && value.isTextual()) {
      String wanted = Formats.violated(schema.format(), value.textValue());
      if (wanted != null) {
        return "expected " + wanted;
      }
    }
    for (String name : schema.required()) {
      if (!value.has(name)) {
        return "the required field '" + name + "' is missing";
      }
    }
    for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
      JsonNode field = value.get(property.getKey());
      String broken = field == null ? null : brokenSchema(property.getValue(), field);
      if (broken != null) {
        return property.getKey() + ": " + broken;
      }
    }
    if (schema.items() != null && value.isArray()) {
      for (JsonNode element : value) {
        String broken = brokenSchema(schema.items(), element);
        if (broken != null) {
          return broken;
        }
      }
    }
    return schema.constraints() == null ? null : broken(schema.constraints(), value);
  }
}
