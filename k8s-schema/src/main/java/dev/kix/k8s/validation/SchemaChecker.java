package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Formats;
import dev.kix.k8s.forms.Quantity;
import dev.kix.k8s.forms.Values;
import dev.kix.k8s.schema.Constraints;
import dev.kix.k8s.schema.ListType;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a manifest along its schema: types, unknown and missing fields, enums, formats, limits and
 * the uniqueness of keyed lists. What the server is lenient about, it is lenient about: a null
 * field counts as absent unless its schema is nullable, and {@code ""} counts as "use the default"
 * for an optional enum. At every named type it calls the {@link TypeChecks} for it.
 */
final class SchemaChecker {
  /** Kinds whose empty spec the server takes although the schema names required fields. */
  private static final Set<String> SPEC_OPTIONAL = Set.of("NetworkPolicy", "LimitRange");

  /**
   * Fields that the published schema requires, and whose absence the server reads as empty and
   * takes: a claim without requests, a token for the API server itself.
   */
  private static final Set<String> ZERO_TAKEN =
      Set.of(
          "CSIDriver.spec",
          "CSINode.spec",
          "CSINodeSpec.drivers",
          "DeviceCapacity.value",
          "DeviceClass.spec",
          "LimitRangeSpec.limits",
          "PodFailurePolicy.rules",
          "ResourceClaim.spec",
          "ResourceClaimTemplate.spec",
          "ResourceClaimTemplateSpec.spec",
          "ResourcePool.generation",
          "TokenRequest.audience");

  private final Reporter reporter;
  private final boolean custom;
  private @Nullable String rootType;

  /**
   * @param custom whether the schema is that of a custom resource, whose rules differ for null and
   *     for objects that name no field
   */
  SchemaChecker(Reporter reporter, boolean custom) {
    this.reporter = reporter;
    this.custom = custom;
  }

  /** Checks a whole manifest. */
  void check(Schema schema, JsonNode tree, @Nullable String typeName) {
    rootType = typeName;
    value(schema, tree, Place.ROOT, custom);
    Schema spec = schema.properties().get("spec");
    boolean missing =
        !tree.hasNonNull("spec")
            && (!schema.required().contains("spec") || isZeroTaken(typeName, "spec"));
    if (!custom && spec != null && missing && !SPEC_OPTIONAL.contains(tree.path("kind").asText())) {
      // Go's zero value: a missing spec is an empty one, which must still be valid.
      value(spec, JsonNodeFactory.instance.objectNode(), Place.ROOT.field("spec"), false);
    }
    if (typeName != null) {
      TypeChecks.run(typeName, tree, Place.ROOT, reporter);
    }
  }

  /** Checks a value that stands somewhere in a custom resource, or could. */
  void value(Schema schema, JsonNode value, Place path) {
    value(schema, value, path, true);
  }

  /**
   * @param structural whether null and unnamed fields follow the rules of custom resources; false
   *     again inside {@code metadata}, which is a built-in type everywhere
   */
  private void value(Schema given, JsonNode value, Place path, boolean structural) {
    Schema schema = given.resolved();
    boolean builtIn = given.type() == SchemaType.REF || !structural;
    if (value.isNull()) {
      if (!builtIn && !schema.isNullable() && schema.type() != SchemaType.ANY) {
        wrongType(schema, value, path);
      } else if (!builtIn && !schema.enumValues().isEmpty()) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            path,
            "may not be null: the server takes null for no value of an enum, nullable or not",
            "leave it out");
      }
      return;
    }
    if (!typed(given.target(), schema, value, path, builtIn)) {
      return;
    }
    if (!schema.enumValues().isEmpty()) {
      enumeration(schema, value, path, builtIn);
    }
    if (schema.format() != null && value.isTextual() && !value.textValue().isEmpty()) {
      format(schema.format(), value.textValue(), path);
    }
    if (schema.constraints() != null) {
      constraints(schema.constraints(), value, path);
    }
    if (given.target() != null) {
      TypeChecks.run(given.target(), value, path, reporter);
    }
  }

  /** Whether the value has the schema's type; if so its parts have been checked. */
  private boolean typed(
      @Nullable String type, Schema schema, JsonNode value, Place path, boolean builtIn) {
    boolean right =
        switch (schema.type()) {
          case ANY, REF -> true;
          case OBJECT, ANY_OBJECT -> value.isObject();
          case ARRAY -> value.isArray();
          case STRING -> value.isTextual();
          case BOOLEAN -> value.isBoolean();
          case NUMBER -> value.isNumber();
          case INTEGER -> isInteger(value, builtIn);
          case INT_OR_STRING -> value.isTextual() || isInteger(value, builtIn);
          case QUANTITY -> value.isTextual() || value.isNumber();
        };
    if (!right) {
      wrongType(schema, value, path);
      return false;
    }
    switch (schema.type()) {
      case OBJECT -> object(type, schema, value, path, builtIn);
      case ARRAY -> array(schema, value, path, builtIn);
      case INTEGER, INT_OR_STRING -> range(schema, value, path);
      case QUANTITY -> quantity(value, path);
      case ANY -> untyped(schema, value, path, builtIn);
      default -> {
        // Nothing inside.
      }
    }
    return true;
  }

  /** A custom schema without a type may still name fields or elements. */
  private void untyped(Schema schema, JsonNode value, Place path, boolean builtIn) {
    if (value.isArray() && schema.items() != null) {
      array(schema, value, path, builtIn);
    }
  }

  private static boolean isInteger(JsonNode value, boolean builtIn) {
    if (value.isIntegralNumber()) {
      return true;
    }
    // OpenAPI calls 3.0 an integer; Go's decoder, which reads built-in types, does not.
    return !builtIn && value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  private void wrongType(Schema schema, JsonNode value, Place path) {
    String hint = null;
    if (schema.type() == SchemaType.STRING && (value.isNumber() || value.isBoolean())) {
      hint = "write it as a string: \"" + value.asText() + "\"";
    }
    reporter.report(
        Rules.SCHEMA_TYPE,
        path,
        "expected " + schema.type().words() + " but found " + Values.describe(value),
        hint);
  }

  private void range(Schema schema, JsonNode value, Place path) {
    if (!value.isNumber()) {
      return;
    }
    boolean small = schema.type() == SchemaType.INT_OR_STRING || "int32".equals(schema.format());
    if (small ? !value.canConvertToInt() : !value.canConvertToLong()) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          path,
          "the number " + value.asText() + " does not fit into " + (small ? 32 : 64) + " bits");
    }
  }

  private void quantity(JsonNode value, Place path) {
    if (value.isTextual() && Quantity.parse(value.textValue()) == null) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          path,
          Values.quoted(value.textValue()) + " is not a quantity",
          "write a number with an optional suffix: 500m, 2, 1.5, 128Mi, 10Gi, 1e3");
    }
  }

  private void enumeration(Schema schema, JsonNode value, Place path, boolean builtIn) {
    boolean unset = builtIn && value.isTextual() && value.textValue().isEmpty();
    if (unset || path.isStatus() || Values.contains(schema.enumValues(), value)) {
      return;
    }
    List<String> names =
        schema.enumValues().stream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
    reporter.report(
        Rules.SCHEMA_ENUM,
        path,
        "expected " + Values.choice(schema.enumValues()) + " but found " + Values.describe(value),
        value.isTextual() ? DidYouMean.hint(value.textValue(), names) : null);
  }

  private void format(String format, String text, Place path) {
    String wanted = Formats.violated(format, text);
    if (wanted != null) {
      reporter.report(
          Rules.SCHEMA_FORMAT, path, "expected " + wanted + " but found " + Values.quoted(text));
    }
  }

  private void constraints(Constraints constraints, JsonNode value, Place path) {
    String broken = ConstraintChecker.broken(constraints, value);
    if (broken != null) {
      reporter.report(Rules.SCHEMA_CONSTRAINT, path, broken);
    }
  }

  private void object(
      @Nullable String type, Schema schema, JsonNode value, Place path, boolean builtIn) {
    Map<String, Schema> properties = schema.properties();
    boolean open =
        schema.preservesUnknown() || builtIn && properties.isEmpty() && schema.additional() == null;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey();
      Schema known = properties.get(name);
      if (field.getValue().isNull() && !(known != null && known.resolved().isNullable())) {
        // Go leaves the field alone; for custom resources the server prunes it before defaulting.
        if (known == null && schema.additional() == null && !open) {
          unknown(name, properties, path);
        }
      } else if (known != null) {
        Place at = path.field(name);
        if (known.isDeprecated()) {
          deprecated(name, at);
        }
        value(known, field.getValue(), at, !builtIn);
      } else if (schema.additional() != null) {
        value(schema.additional(), field.getValue(), path.field(name), !builtIn);
      } else if (!open) {
        unknown(name, properties, path);
      }
    }
    if (!path.isStatus()) {
      required(path == Place.ROOT ? rootType : type, schema, value, path, builtIn);
    }
  }

  private void deprecated(String name, Place path) {
    String instead = DeprecatedFields.insteadOf(name);
    reporter.deprecatedField(path, instead == null ? null : "use '" + instead + "' instead");
  }

  private void unknown(String name, Map<String, Schema> properties, Place path) {
    String hint = DidYouMean.hint(name, properties.keySet());
    if (hint == null) {
      hint = Misplaced.hint(name, path.toString());
    }
    reporter.report(Rules.SCHEMA_UNKNOWN_FIELD, path.field(name), "there is no such field", hint);
  }

  private static boolean isZeroTaken(@Nullable String type, String field) {
    return type != null
        && ZERO_TAKEN.contains(type.substring(type.lastIndexOf('.') + 1) + "." + field);
  }

  private void required(
      @Nullable String type, Schema schema, JsonNode value, Place path, boolean builtIn) {
    for (String name : schema.required()) {
      JsonNode there = value.get(name);
      Schema property = schema.properties().get(name);
      boolean nullable = !builtIn && property != null && property.isNullable();
      if ((there == null || there.isNull() && !nullable) && !isZeroTaken(type, name)) {
        reporter.report(
            Rules.SCHEMA_REQUIRED, path, "the required field '" + name + "' is missing");
      }
    }
  }

  private void array(Schema schema, JsonNode value, Place path, boolean builtIn) {
    Schema items = schema.items();
    if (items != null) {
      for (int i = 0; i < value.size(); i++) {
        JsonNode element = value.get(i);
        Place at = path.element(i);
        if (element.isNull() && builtIn) {
          wrongType(items.resolved(), element, at);
        } else {
          value(items, element, at, !builtIn);
        }
      }
    }
    if (schema.listType() == ListType.MAP && items != null) {
      uniqueKeys(schema.mapKeys(), items.resolved(), value, path);
    } else if (schema.listType() == ListType.SET) {
      uniqueElements(value, path);
    }
  }

  private void uniqueKeys(List<String> keys, Schema item, JsonNode list, Place path) {
    Map<List<Object>, Integer> seen = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode element = list.get(i);
      if (!element.isObject()) {
        continue;
      }
      List<JsonNode> key = new ArrayList<>(keys.size());
      List<Object> comparable = new ArrayList<>(keys.size());
      for (String name : keys) {
        JsonNode part = keyValue(name, item, element);
        key.add(part);
        comparable.add(Values.key(part));
      }
      if (keys.size() == 1 && key.get(0).isMissingNode()) {
        // A missing single key is reported as a missing field.
        continue;
      }
      Integer first = seen.putIfAbsent(comparable, i);
      if (first != null) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE,
            path.element(i),
            "is the same as "
                + path.element(first)
                + ": both have "
                + shown(keys, key)
                + ", which must be different in each element");
      }
    }
  }

  private static JsonNode keyValue(String key, Schema item, JsonNode element) {
    JsonNode value = element.path(key);
    if (!value.isMissingNode() && !value.isNull()) {
      return value;
    }
    Schema property = item.properties().get(key);
    JsonNode fallback = property == null ? null : property.defaultValue();
    return fallback == null ? element.path("") : fallback;
  }

  private static String shown(List<String> keys, List<JsonNode> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      if (!values.get(i).isMissingNode()) {
        out.append(out.isEmpty() ? "" : ", ");
        out.append(keys.get(i)).append(' ').append(Values.show(values.get(i)));
      }
    }
    return out.toString();
  }

  private void uniqueElements(JsonNode list, Place path) {
    Map<Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      Integer first = seen.putIfAbsent(Values.key(list.get(i)), i);
      if (first != null) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE,
            path.element(i),
            Values.show(list.get(i))
                + " is already in "
                + path.element(first)
                + "; each value may be there once");
      }
    }
  }
}
