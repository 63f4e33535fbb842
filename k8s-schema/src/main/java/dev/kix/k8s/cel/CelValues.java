package dev.kix.k8s.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.kix.k8s.schema.Schema;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource as expressions see it: defaults filled in, fields of no schema left out, texts
 * of some formats as what they mean. A value of the wrong type is left as it is: the schema's check
 * has reported it before any rule is asked.
 */
final class CelValues {
  private CelValues() {}

  static Object of(JsonNode value, Schema schema) {
    if (value.isNull()) {
      return NullValue.NULL_VALUE;
    }
    return switch (schema.type()) {
      case STRING -> text(value, schema.format());
      case INTEGER -> value.isNumber() ? (Object) value.longValue() : plain(value);
      case NUMBER -> value.isNumber() ? (Object) value.doubleValue() : plain(value);
      case ARRAY -> list(value, schema);
      case OBJECT, ANY_OBJECT ->
          CelTypes.isStruct(schema) ? struct(value, schema) : map(value, schema);
      case REF -> metadata(value);
      default -> plain(value);
    };
  }

  private static List<Object> list(JsonNode value, Schema schema) {
    List<Object> out = new ArrayList<>(value.size());
    Schema items = schema.items() == null ? Schema.ANY : schema.items();
    value.forEach(element -> out.add(of(element, items)));
    return out;
  }

  private static Map<String, Object> map(JsonNode value, Schema schema) {
    Map<String, Object> out = new LinkedHashMap<>();
    Schema additional = schema.additional() == null ? Schema.ANY : schema.additional();
    value.properties().forEach(e -> out.put(e.getKey(), of(e.getValue(), additional)));
    return out;
  }

  private static Map<String, Object> struct(JsonNode value, Schema schema) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
      String name = Identifiers.escape(property.getKey());
      JsonNode field = field(value, property.getKey(), property.getValue());
      if (name != null && field != null && !field.isNull()) {
        out.put(name, of(field, property.getValue()));
      }
    }
    return out;
  }

  /** The field, or its default; a null that the schema does not allow counts as absent. */
  static @Nullable JsonNode field(JsonNode owner, String name, Schema schema) {
    JsonNode value = owner.get(name);
    if (value == null || value.isNull() && !schema.isNullable()) {
      return schema.defaultValue();
    }
    return value;
  }

  private static Map<String, Object> metadata(JsonNode value) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (String name : List.of("name", "generateName")) {
      if (value.path(name).isTextual()) {
        out.put(name, value.path(name).textValue());
      }
    }
    return out;
  }

  private static Object text(JsonNode value, @Nullable String format) {
    if (!value.isTextual() || format == null) {
      return plain(value);
    }
    String text = value.textValue();
    try {
      return switch (format) {
        case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
        case "duration" -> duration(text);
        case "date" -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        case "date-time" -> instant(text);
        default -> text;
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      // Reported as a violation of the format.
      return text;
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Duration duration(String text) {
    return GoDurations.parse(text);
  }

  /** A value about whose type nothing is known. */
  private static Object plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : value.doubleValue();
      case ARRAY, OBJECT -> value.isArray() ? list(value, Schema.ANY) : map(value, Schema.ANY);
      default -> NullValue.NULL_VALUE;
    };
  }
}
