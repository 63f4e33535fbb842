package dev.kix.k8s.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.schema.Constraints;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the limits of a schema say about the size of its values (k8s.io/apiserver pkg/cel/common,
 * SchemaDeclType). Where a schema sets no limit, it is what fits into one request. Immutable once
 * made.
 */
final class SizedType {
  /** The largest request that the server reckons with, in bytes. */
  static final long REQUEST = 3L * 1024 * 1024;

  private static final long QUOTES = 2;

  /** What kind of limit a value could have. */
  enum Limit {
    MAX_LENGTH("maxLength"),
    MAX_ITEMS("maxItems"),
    MAX_PROPERTIES("maxProperties");

    private final String keyword;

    Limit(String keyword) {
      this.keyword = keyword;
    }

    String keyword() {
      return keyword;
    }
  }

  private final long most;
  private final long leastBytes;
  private final @Nullable Limit missing;
  private final Map<String, SizedType> fields;
  private final @Nullable SizedType key;
  private final @Nullable SizedType element;

  private SizedType(
      long most,
      long leastBytes,
      @Nullable Limit missing,
      Map<String, SizedType> fields,
      @Nullable SizedType key,
      @Nullable SizedType element) {
    this.most = most;
    this.leastBytes = leastBytes;
    this.missing = missing;
    this.fields = fields;
    this.key = key;
    this.element = element;
  }

  /** A value without size: a number, or an object, whose fields are what they are. */
  private static SizedType plain(long leastBytes) {
    return new SizedType(0, leastBytes, null, Map.of(), null, null);
  }

  private static SizedType text(long most, long leastBytes, boolean limited) {
    return new SizedType(most, leastBytes, limited ? null : Limit.MAX_LENGTH, Map.of(), null, null);
  }

  /** The greatest size of the value: characters, elements or entries. */
  long most() {
    return most;
  }

  /** The least bytes of the value as JSON. */
  long leastBytes() {
    return leastBytes;
  }

  /** The limit that the schema could set and does not, or null. */
  @Nullable Limit missing() {
    return missing;
  }

  /** The type of a field, by its name in expressions. */
  @Nullable SizedType field(String name) {
    return fields.get(name);
  }

  /** The type of a map's keys, or null. */
  @Nullable SizedType key() {
    return key;
  }

  /** The type of a list's elements or a map's values, or null. */
  @Nullable SizedType element() {
    return element;
  }

  /** Makes the types of schemas; used by one thread. */
  static final class Maker {
    private final Map<Schema, Optional<SizedType>> known = new IdentityHashMap<>();

    /** The type of a value, or null when expressions cannot speak of it. */
    @Nullable SizedType of(Schema schema) {
      Optional<SizedType> found = known.get(schema);
      if (found == null) {
        found = Optional.ofNullable(make(schema));
        known.put(schema, found);
      }
      return found.orElse(null);
    }

    private @Nullable SizedType make(Schema schema) {
      return switch (schema.type()) {
        case INT_OR_STRING -> string(schema, 1);
        case BOOLEAN -> plain(4);
        case INTEGER, NUMBER -> plain(1);
        case STRING -> formatted(schema);
        case ARRAY -> list(schema);
        case OBJECT, ANY_OBJECT -> object(schema);
        case REF -> metadata();
        case ANY, QUANTITY -> null;
      };
    }

    private static SizedType formatted(Schema schema) {
      return switch (schema.format() == null ? "" : schema.format()) {
        case "byte" -> {
          Integer limit = maxLength(schema);
          yield text(limit == null ? REQUEST - QUOTES : limit, QUOTES, limit != null);
        }
        case "duration" -> text(32, 3, true);
        case "date" -> text(12, 12, true);
        case "date-time" -> text(32, 21, true);
        default -> string(schema, QUOTES);
      };
    }

    /** Limits count characters, of which each may take four bytes. */
    private static SizedType string(Schema schema, long leastBytes) {
      Integer limit = maxLength(schema);
      if (limit != null) {
        return text(4L * limit, leastBytes, true);
      }
      if (schema.enumValues().isEmpty() || schema.type() == SchemaType.INT_OR_STRING) {
        return text(REQUEST - QUOTES, leastBytes, false);
      }
      long longest = 0;
      for (JsonNode value : schema.enumValues()) {
        if (value.isTextual()) {
          longest = Math.max(longest, value.textValue().getBytes(StandardCharsets.UTF_8).length);
        }
      }
      return text(longest, leastBytes, true);
    }

    private static @Nullable Integer maxLength(Schema schema) {
      Constraints limits = schema.constraints();
      return limits == null ? null : atLeastZero(limits.maxLength());
    }

    private static @Nullable Integer atLeastZero(@Nullable Integer limit) {
      return limit == null ? null : Integer.valueOf(Math.max(limit, 0));
    }

    private @Nullable SizedType list(Schema schema) {
      SizedType element = schema.items() == null ? null : of(schema.items());
      if (element == null) {
        return null;
      }
      Constraints limits = schema.constraints();
      Integer limit = limits == null ? null : atLeastZero(limits.maxItems());
      long most = limit == null ? (REQUEST - 2) / (element.leastBytes + 1) : limit;
      return new SizedType(
          most, 2, limit == null ? Limit.MAX_ITEMS : null, Map.of(), null, element);
    }

    private @Nullable SizedType object(Schema schema) {
      Schema additional = schema.additional();
      if (additional != null) {
        SizedType value = of(additional);
        return value == null ? null : map(schema, value);
      }
      Map<String, SizedType> fields = new LinkedHashMap<>();
      long bytes = 2;
      for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
        SizedType type = of(property.getValue());
        if (type == null) {
          continue;
        }
        String name = property.getKey();
        String escaped = Identifiers.escape(name);
        if (escaped != null) {
          fields.put(escaped, type);
        }
        if (schema.required().contains(name) && property.getValue().defaultValue() == null) {
          bytes += name.getBytes(StandardCharsets.UTF_8).length + type.leastBytes + 4;
        }
      }
      return new SizedType(0, bytes, null, fields, null, null);
    }

    private static SizedType map(Schema schema, SizedType value) {
      Constraints limits = schema.constraints();
      Integer limit = limits == null ? null : atLeastZero(limits.maxProperties());
      long most = limit == null ? (REQUEST - 2) / (value.leastBytes + 6) : limit;
      return new SizedType(
          most, 2, limit == null ? Limit.MAX_PROPERTIES : null, Map.of(), plain(QUOTES), value);
    }

    private static SizedType metadata() {
      SizedType name = text(REQUEST - QUOTES, QUOTES, true);
      return new SizedType(0, 2, null, Map.of("name", name, "generateName", name), null, null);
    }
  }
}
