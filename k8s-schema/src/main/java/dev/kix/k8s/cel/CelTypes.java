package dev.kix.k8s.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The types that expressions see, made from a structural schema (k8s.io/apiserver pkg/cel/common,
 * SchemaDeclType): what has no schema cannot be spoken of. Built by one thread, then read only.
 */
final class CelTypes {
  private final Map<Schema, Optional<CelType>> known = new IdentityHashMap<>();
  private final Map<String, StructType> structs = new LinkedHashMap<>();

  /** The type of a value of a schema, or null when the schema does not say enough. */
  @Nullable CelType of(Schema schema) {
    Optional<CelType> found = known.get(schema);
    if (found == null) {
      found = Optional.ofNullable(make(schema));
      known.put(schema, found);
    }
    return found.orElse(null);
  }

  private @Nullable CelType make(Schema schema) {
    return switch (schema.type()) {
      case INT_OR_STRING -> SimpleType.DYN;
      case BOOLEAN -> SimpleType.BOOL;
      case INTEGER -> SimpleType.INT;
      case NUMBER -> SimpleType.DOUBLE;
      case STRING -> text(schema.format());
      case ARRAY -> list(schema);
      case OBJECT, ANY_OBJECT -> object(schema);
      case REF -> metadata();
      case ANY, QUANTITY -> null;
    };
  }

  /** What {@link CelValues} makes of a text of that format. */
  static CelType text(@Nullable String format) {
    if (format == null) {
      return SimpleType.STRING;
    }
    return switch (format) {
      case "byte" -> SimpleType.BYTES;
      case "duration" -> SimpleType.DURATION;
      case "date", "date-time" -> SimpleType.TIMESTAMP;
      default -> SimpleType.STRING;
    };
  }

  private @Nullable CelType list(Schema schema) {
    CelType element = schema.items() == null ? null : of(schema.items());
    return element == null ? null : ListType.create(element);
  }

  private @Nullable CelType object(Schema schema) {
    Schema additional = schema.additional();
    if (additional != null) {
      CelType value = of(additional);
      return value == null ? null : MapType.create(SimpleType.STRING, value);
    }
    Map<String, CelType> fields = new LinkedHashMap<>();
    schema
        .properties()
        .forEach((name, property) -> {
          String escaped = Identifiers.escape(name);
          CelType type = escaped == null ? null : of(property);
          if (escaped != null && type != null) {
            fields.put(escaped, type);
          }
        });
    return struct("object" + structs.size(), fields);
  }

  /** Of metadata, rules may read the name alone. */
  private CelType metadata() {
    Map<String, CelType> fields = new HashMap<>();
    fields.put("name", SimpleType.STRING);
    fields.put("generateName", SimpleType.STRING);
    return struct("metadata" + structs.size(), fields);
  }

  /** A type of fields that are known by name. */
  CelType declare(String name, Map<String, CelType> fields) {
    return struct(name, fields);
  }

  private CelType struct(String name, Map<String, CelType> byName) {
    ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(byName);
    structs.put(
        name,
        StructType.create(name, fields.keySet(), field -> Optional.ofNullable(fields.get(field))));
    return StructTypeReference.create(name);
  }

  /** Whether the schema is one whose fields rules see by name. */
  static boolean isStruct(Schema schema) {
    return (schema.type() == SchemaType.OBJECT || schema.type() == SchemaType.ANY_OBJECT)
        && schema.additional() == null;
  }

  /** What the checker looks names up with. */
  CelTypeProvider provider() {
    return new Known(ImmutableMap.copyOf(structs));
  }

  private static final class Known implements CelTypeProvider {
    private final ImmutableMap<String, CelType> structs;

    Known(ImmutableMap<String, CelType> structs) {
      this.structs = structs;
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return structs.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(structs.get(name));
    }
  }
}
