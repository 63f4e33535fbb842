package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.JsonLiterals;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an input: strings, numbers that are not negative, and booleans, in the order of
 * names. Immutable. Strings are one char per byte.
 */
public final class InputAttrs {
  public static final InputAttrs EMPTY = new InputAttrs(new TreeMap<>());

  private final SortedMap<String, Object> map;

  private InputAttrs(SortedMap<String, Object> map) {
    this.map = map;
  }

  /**
   * @param values each a {@link String}, {@link Long}, {@link LazyNumber} or {@link Boolean}
   */
  public static InputAttrs of(Map<String, Object> values) {
    for (Object value : values.values()) {
      checkType(value);
    }
    return new InputAttrs(Collections.unmodifiableSortedMap(new TreeMap<>(values)));
  }

  private static void checkType(Object value) {
    if (!(value instanceof String
        || value instanceof Long
        || value instanceof LazyNumber
        || value instanceof Boolean)) {
      throw new IllegalArgumentException("no attribute of an input: " + value.getClass());
    }
  }

  public boolean has(String name) {
    return map.containsKey(name);
  }

  /** The value of {@code name} with numbers computed, or null. */
  public @Nullable Object get(String name) {
    Object value = map.get(name);
    return value instanceof LazyNumber n ? (Object) n.get() : value;
  }

  /** The value of {@code name} as it is held, or null. */
  public @Nullable Object raw(String name) {
    return map.get(name);
  }

  public Set<String> names() {
    return map.keySet();
  }

  public boolean isEmpty() {
    return map.isEmpty();
  }

  /** The string {@code name}, or null when there is none. */
  public @Nullable String string(String name) {
    Object value = get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw error("input attribute '" + name + "' is not a string " + toJson());
  }

  /** The string {@code name}, which must be there. */
  public String requireString(String name) {
    String value = string(name);
    if (value == null) {
      throw error("input attribute '" + name + "' is missing");
    }
    return value;
  }

  /** The number {@code name}, or null when there is none. */
  public @Nullable Long number(String name) {
    Object value = get(name);
    if (value == null || value instanceof Long) {
      return (Long) value;
    }
    throw error("input attribute '" + name + "' is not an integer");
  }

  /** Whether {@code name} is there and true. */
  public boolean isTrue(String name) {
    Object value = get(name);
    if (value == null || value instanceof Boolean) {
      return value != null && (Boolean) value;
    }
    throw error("input attribute '" + name + "' is not a Boolean");
  }

  /** With {@code name} set to {@code value}. */
  public InputAttrs with(String name, Object value) {
    checkType(value);
    SortedMap<String, Object> copy = new TreeMap<>(map);
    copy.put(name, value);
    return new InputAttrs(Collections.unmodifiableSortedMap(copy));
  }

  public InputAttrs without(String name) {
    if (!map.containsKey(name)) {
      return this;
    }
    SortedMap<String, Object> copy = new TreeMap<>(map);
    copy.remove(name);
    return new InputAttrs(Collections.unmodifiableSortedMap(copy));
  }

  /** A mutable copy. */
  public SortedMap<String, Object> toMap() {
    return new TreeMap<>(map);
  }

  /** All values as a query of a URL has them. */
  SortedMap<String, String> toQuery() {
    SortedMap<String, String> query = new TreeMap<>();
    for (String name : map.keySet()) {
      Object value = get(name);
      query.put(name, value instanceof Boolean b ? (b ? "1" : "0") : String.valueOf(value));
    }
    return query;
  }

  /** As JSON on one line, bytes as they are. */
  public String toJson() {
    StringBuilder out = new StringBuilder("{");
    for (String name : map.keySet()) {
      if (out.length() > 1) {
        out.append(',');
      }
      string(out, name);
      out.append(':');
      Object value = get(name);
      if (value instanceof String s) {
        string(out, s);
      } else {
        out.append(value);
      }
    }
    return out.append('}').toString();
  }

  private static void string(StringBuilder out, String text) {
    if (JsonLiterals.string(out, text) >= 0) {
      throw error("an attribute of an input is not UTF-8: '" + text + "'");
    }
  }

  private static EvalException error(String message) {
    return new EvalException(ErrorKind.EVAL, message, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == this) {
      return true; // also where a number cannot be computed
    }
    if (!(other instanceof InputAttrs attrs) || !map.keySet().equals(attrs.map.keySet())) {
      return false;
    }
    for (String name : map.keySet()) {
      if (map.get(name) != attrs.map.get(name) && !Objects.equals(get(name), attrs.get(name))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return map.keySet().hashCode();
  }

  @Override
  public String toString() {
    return toJson();
  }
}
