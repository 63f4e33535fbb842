package dev.kix.k8s.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one JSON value, in the terms of the Kubernetes API conventions: the same class for
 * built-in types and for CustomResourceDefinitions. Immutable and safe for use from many threads; a
 * reference is looked up when it is first needed.
 */
public final class Schema {
  /** Anything goes. */
  public static final Schema ANY = new Builder(SchemaType.ANY).build();

  private final SchemaType type;
  private final @Nullable String target;
  private final @Nullable TypeResolver resolver;
  private final @Nullable String format;
  private final @Nullable JsonNode defaultValue;
  private final List<JsonNode> enumValues;
  private final ListType listType;
  private final List<String> mapKeys;
  private final @Nullable String patchStrategy;
  private final @Nullable String patchMergeKey;
  private final boolean atomicMap;
  private final List<String> required;
  private final Map<String, Schema> properties;
  private final @Nullable Schema items;
  private final @Nullable Schema additional;
  private final boolean deprecated;
  private final boolean nullable;
  private final boolean preservesUnknown;
  private final boolean embeddedResource;
  private final @Nullable Constraints constraints;
  private final List<ValidationRule> rules;
  private final boolean rulesInside;
  private final boolean defaultsInside;

  private Schema(Builder b) {
    this.type = b.type;
    this.target = b.target;
    this.resolver = b.resolver;
    this.format = b.format;
    this.defaultValue = b.defaultValue;
    this.enumValues = List.copyOf(b.enumValues);
    this.listType = b.listType;
    this.mapKeys = List.copyOf(b.mapKeys);
    this.patchStrategy = b.patchStrategy;
    this.patchMergeKey = b.patchMergeKey;
    this.atomicMap = b.atomicMap;
    this.required = List.copyOf(b.required);
    this.properties =
        b.properties.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(b.properties));
    this.items = b.items;
    this.additional = b.additional;
    this.deprecated = b.deprecated;
    this.nullable = b.nullable;
    this.preservesUnknown = b.preservesUnknown;
    this.embeddedResource = b.embeddedResource;
    this.constraints = b.constraints;
    this.rules = List.copyOf(b.rules);
    this.rulesInside =
        !rules.isEmpty()
            || items != null && items.rulesInside
            || additional != null && additional.rulesInside
            || anyRulesInside(properties);
    this.defaultsInside =
        defaultValue != null
            || items != null && items.defaultsInside
            || additional != null && additional.defaultsInside
            || anyDefaultsInside(properties);
  }

  private static boolean anyDefaultsInside(Map<String, Schema> properties) {
    for (Schema property : properties.values()) {
      if (property.defaultsInside) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyRulesInside(Map<String, Schema> properties) {
    for (Schema property : properties.values()) {
      if (property.rulesInside) {
        return true;
      }
    }
    return false;
  }

  public SchemaType type() {
    return type;
  }

  /** For a {@link SchemaType#REF}: the type's name, such as {@code io.k8s.api.core.v1.PodSpec}. */
  public @Nullable String target() {
    return target;
  }

  /**
   * The schema this one refers to; itself when it is no reference. What a reference itself says
   * (default, list type, deprecation) is not part of the answer.
   */
  public Schema resolved() {
    if (type != SchemaType.REF || resolver == null || target == null) {
      return this;
    }
    return resolver.type(target);
  }

  /** {@code int32}, {@code int64}, {@code date-time}, {@code byte} and so on, or null. */
  public @Nullable String format() {
    return format;
  }

  /** What the server fills in when the field is missing, or null. */
  public @Nullable JsonNode defaultValue() {
    return defaultValue;
  }

  /** The values allowed; empty when there is no such list. */
  public List<JsonNode> enumValues() {
    return enumValues;
  }

  public ListType listType() {
    return listType;
  }

  /** The key fields of a {@link ListType#MAP}. */
  public List<String> mapKeys() {
    return mapKeys;
  }

  /** The strategic merge patch strategy: {@code merge}, {@code replace}, {@code retainKeys}. */
  public @Nullable String patchStrategy() {
    return patchStrategy;
  }

  /** The key by which a strategic merge patch tells list elements apart, or null. */
  public @Nullable String patchMergeKey() {
    return patchMergeKey;
  }

  /** Whether the object is replaced as a whole ({@code x-kubernetes-map-type: atomic}). */
  public boolean isAtomicMap() {
    return atomicMap;
  }

  /** The fields that must be there. */
  public List<String> required() {
    return required;
  }

  /** The known fields, in the order of the source. */
  public Map<String, Schema> properties() {
    return properties;
  }

  /** What a list's elements are, or null when nothing is said. */
  public @Nullable Schema items() {
    return items;
  }

  /** What the values of fields that {@link #properties} does not name are, or null. */
  public @Nullable Schema additional() {
    return additional;
  }

  /** Whether the documentation of the field calls it deprecated. */
  public boolean isDeprecated() {
    return deprecated;
  }

  /** Whether null is a value of its own (custom resources only). */
  public boolean isNullable() {
    return nullable;
  }

  /** {@code x-kubernetes-preserve-unknown-fields}: fields not named are kept as they are. */
  public boolean preservesUnknown() {
    return preservesUnknown;
  }

  /** {@code x-kubernetes-embedded-resource}: has apiVersion, kind and metadata of its own. */
  public boolean isEmbeddedResource() {
    return embeddedResource;
  }

  /** Limits that only CustomResourceDefinitions set, or null. */
  public @Nullable Constraints constraints() {
    return constraints;
  }

  /** {@code x-kubernetes-validations}: rules in CEL (custom resources only). */
  public List<ValidationRule> rules() {
    return rules;
  }

  /** Whether this schema or one inside it has {@link #rules}. */
  public boolean hasRulesInside() {
    return rulesInside;
  }

  /** Whether this schema or one inside it has a default; references are not looked into. */
  public boolean hasDefaultsInside() {
    return defaultsInside;
  }

  /** A builder; used by one thread. */
  static final class Builder {
    SchemaType type;
    @Nullable String target;
    @Nullable TypeResolver resolver;
    @Nullable String format;
    @Nullable JsonNode defaultValue;
    List<JsonNode> enumValues = List.of();
    ListType listType = ListType.UNSPECIFIED;
    List<String> mapKeys = List.of();
    @Nullable String patchStrategy;
    @Nullable String patchMergeKey;
    boolean atomicMap;
    List<String> required = List.of();
    Map<String, Schema> properties = Map.of();
    @Nullable Schema items;
    @Nullable Schema additional;
    boolean deprecated;
    boolean nullable;
    boolean preservesUnknown;
    boolean embeddedResource;
    @Nullable Constraints constraints;
    List<ValidationRule> rules = List.of();

    Builder(SchemaType type) {
      this.type = type;
    }

    Schema build() {
      return new Schema(this);
    }
  }
}
