package dev.kix.k8s.cel;

import dev.kix.k8s.schema.ListType;
import dev.kix.k8s.schema.Schema;
import dev.kix.k8s.schema.SchemaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code ==} and {@code +} mean for lists that are sets or maps (KEP 2876): equality does not
 * look at the order, and a sum has each element, or each key, once. As in the server, the left side
 * says what the lists are. Used by one thread while rules are compiled, by many afterwards.
 */
final class ListSemantics {
  private final Map<Schema, Boolean> known = new IdentityHashMap<>();

  /** Whether a value of the schema is, or holds, a list whose order does not count. */
  boolean matters(Schema schema) {
    Boolean found = known.get(schema);
    if (found == null) {
      found = look(schema);
      known.put(schema, found);
    }
    return found;
  }

  private boolean look(Schema schema) {
    if (schema.listType() == ListType.SET || schema.listType() == ListType.MAP) {
      return true;
    }
    for (Schema property : schema.properties().values()) {
      if (matters(property)) {
        return true;
      }
    }
    return schema.items() != null && matters(schema.items())
        || schema.additional() != null && matters(schema.additional());
  }

  /** Whether two values are equal; the schema is that of the left one. */
  static boolean equal(Schema schema, Object left, Object right) {
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return a.size() == b.size() && lists(schema, a, b);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return a.size() == b.size() && maps(schema, a, b);
    }
    return left instanceof Number a && right instanceof Number b && a.getClass() != b.getClass()
        ? a.doubleValue() == b.doubleValue()
        : Objects.equals(left, right);
  }

  private static boolean lists(Schema schema, List<?> left, List<?> right) {
    Schema items = schema.items() == null ? Schema.ANY : schema.items();
    switch (schema.listType()) {
      case SET -> {
        return new HashSet<>(left).containsAll(right);
      }
      case MAP -> {
        Map<List<?>, Object> byKey = new LinkedHashMap<>();
        left.forEach(element -> byKey.put(key(schema, element), element));
        for (Object element : right) {
          Object mine = byKey.get(key(schema, element));
          if (mine == null || !equal(items, mine, element)) {
            return false;
          }
        }
        return true;
      }
      default -> {
        for (int i = 0; i < left.size(); i++) {
          if (!equal(items, left.get(i), right.get(i))) {
            return false;
          }
        }
        return true;
      }
    }
  }

  private static boolean maps(Schema schema, Map<?, ?> left, Map<?, ?> right) {
    Map<String, Schema> fields = new LinkedHashMap<>();
    schema
        .properties()
        .forEach((name, property) -> {
          String escaped = Identifiers.escape(name);
          fields.put(escaped == null ? name : escaped, property);
        });
    Schema others = schema.additional() == null ? Schema.ANY : schema.additional();
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Object other = right.get(entry.getKey());
      Schema field = fields.getOrDefault(String.valueOf(entry.getKey()), others);
      if (other == null || !equal(field, entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static List<?> key(Schema list, Object element) {
    List<Object> out = new ArrayList<>();
    for (String key : list.mapKeys()) {
      String name = Identifiers.escape(key);
      Object value =
          element instanceof Map<?, ?> fields ? fields.get(name == null ? key : name) : null;
      out.add(value == null ? Schema.ANY : value);
    }
    return out;
  }

  /**
   * The sum of two lists: the places of the left one's elements stay, what is new in the right one
   * comes after them; of a map, the right one's values replace the left one's.
   */
  static List<Object> sum(Schema schema, List<?> left, List<?> right) {
    List<Object> out = new ArrayList<>(left);
    if (schema.type() != SchemaType.ARRAY || schema.listType() == ListType.ATOMIC) {
      out.addAll(right);
      return out;
    }
    switch (schema.listType()) {
      case SET -> {
        Set<Object> seen = new HashSet<>(left);
        for (Object element : right) {
          if (seen.add(element)) {
            out.add(element);
          }
        }
      }
      case MAP -> {
        Map<List<?>, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < left.size(); i++) {
          places.put(key(schema, left.get(i)), i);
        }
        for (Object element : right) {
          Integer place = places.get(key(schema, element));
          if (place == null) {
            out.add(element);
          } else {
            out.set(place, element);
          }
        }
      }
      default -> out.addAll(right);
    }
    return out;
  }
}
