package dev.kix.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of Java and of Nix into each other. Strings are ordinary Java text here and UTF-8 bytes in
 * Nix. The methods that read a Nix value force it, and so belong on the evaluation thread; {@link
 * EvalResult} takes care of that.
 */
public final class Conversions {
  private static final int MAX_DEPTH = 10_000;

  private Conversions() {}

  /**
   * The Nix value of a Java one: null, Boolean, Byte, Short, Integer, Long, BigInteger within 64
   * bits, Float, Double, CharSequence, Path, Iterable, array of objects, Map with keys that are
   * CharSequences, {@link JsonNode}, or a {@link Lazy} as it is.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Lazy fromJava(@Nullable Object value) {
    if (value == null) {
      return NixNull.NULL;
    }
    if (value instanceof Lazy lazy) {
      return lazy;
    }
    if (value instanceof CharSequence text) {
      return NixString.ofJava(text.toString());
    }
    if (value instanceof Boolean b) {
      return NixBool.of(b);
    }
    if (value instanceof Number number) {
      return fromNumber(number);
    }
    if (value instanceof Path path) {
      return NixPath.of(Bytes.encode(path.toAbsolutePath().normalize().toString()));
    }
    if (value instanceof JsonNode json) {
      return fromJson(json);
    }
    if (value instanceof Map<?, ?> map) {
      AttrsBuilder attrs = new AttrsBuilder(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        attrs.put(Bytes.encode(String.valueOf(entry.getKey())), fromJava(entry.getValue()));
      }
      return attrs.build();
    }
    if (value instanceof Iterable<?> items) {
      List<Lazy> elements = new ArrayList<>();
      for (Object item : items) {
        elements.add(fromJava(item));
      }
      return NixList.copyOf(elements);
    }
    if (value instanceof Object[] items) {
      Lazy[] elements = new Lazy[items.length];
      for (int i = 0; i < items.length; i++) {
        elements[i] = fromJava(items[i]);
      }
      return NixList.of(elements);
    }
    throw new IllegalArgumentException(
        "a " + value.getClass().getName() + " has no counterpart in Nix");
  }

  private static Value fromNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return NixFloat.of(number.doubleValue());
    }
    if (number instanceof BigInteger big) {
      if (big.bitLength() > 63) {
        throw new IllegalArgumentException(big + " does not fit into 64 bits");
      }
      return NixInt.of(big.longValue());
    }
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return NixInt.of(number.longValue());
    }
    throw new IllegalArgumentException(
        "a " + number.getClass().getName() + " has no counterpart in Nix");
  }

  /** The Nix value of a JSON tree. */
  public static Value fromJson(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        AttrsBuilder attrs = new AttrsBuilder(json.size());
        for (Map.Entry<String, JsonNode> field : json.properties()) {
          attrs.put(Bytes.encode(field.getKey()), fromJson(field.getValue()));
        }
        yield attrs.build();
      }
      case ARRAY -> {
        Lazy[] elements = new Lazy[json.size()];
        for (int i = 0; i < elements.length; i++) {
          elements[i] = fromJson(json.get(i));
        }
        yield NixList.of(elements);
      }
      case STRING -> NixString.ofJava(json.textValue());
      case BOOLEAN -> NixBool.of(json.booleanValue());
      case NUMBER ->
          json.isIntegralNumber()
              ? fromNumber(
                  json instanceof BigIntegerNode ? json.bigIntegerValue() : json.longValue())
              : NixFloat.of(json.doubleValue());
      case NULL, MISSING -> NixNull.NULL;
      default -> throw new IllegalArgumentException("cannot convert " + json.getNodeType());
    };
  }

  /**
   * The Java value of a Nix one, forced all the way: null, Boolean, Long, Double, String (also for
   * paths), List and Map in the order of names, both unmodifiable. A set with {@code __toString} or
   * {@code outPath} stays a Map.
   *
   * @throws EvalException if forcing fails or the value contains a function
   */
  public static @Nullable Object toJava(Lazy lazy) {
    return toJava(lazy, 0);
  }

  private static @Nullable Object toJava(Lazy lazy, int depth) {
    Value value = forceWithin(lazy, depth);
    if (value instanceof NixString s) {
      return s.toJava();
    }
    if (value instanceof NixInt i) {
      return i.value();
    }
    if (value instanceof NixFloat f) {
      return f.value();
    }
    if (value instanceof NixBool b) {
      return b.value();
    }
    if (value instanceof NixNull) {
      return null;
    }
    if (value instanceof NixPath p) {
      return Bytes.decode(p.path());
    }
    if (value instanceof NixList list) {
      List<@Nullable Object> out = new ArrayList<>(list.size());
      for (Lazy element : list.elements()) {
        out.add(toJava(element, depth + 1));
      }
      return Collections.unmodifiableList(out);
    }
    if (value instanceof NixAttrs attrs) {
      NixAttrs flat = attrs.flatten();
      Map<String, @Nullable Object> out = new LinkedHashMap<>();
      for (int i = 0; i < flat.size(); i++) {
        out.put(Bytes.decode(flat.name(i)), toJava(flat.value(i), depth + 1));
      }
      return Collections.unmodifiableMap(out);
    }
    throw functionFound(value, "a Java value");
  }

  /**
   * The JSON tree of a Nix value, forced all the way. Unlike {@code builtins.toJSON} it copies no
   * path to the store and looks at neither {@code __toString} nor {@code outPath}: it shows the
   * value as it is.
   *
   * @throws EvalException if forcing fails or the value contains a function
   */
  public static JsonNode toJson(Lazy lazy) {
    return toJson(lazy, 0);
  }

  private static JsonNode toJson(Lazy lazy, int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Value value = forceWithin(lazy, depth);
    if (value instanceof NixString s) {
      return json.textNode(s.toJava());
    }
    if (value instanceof NixInt i) {
      return json.numberNode(i.value());
    }
    if (value instanceof NixFloat f) {
      return json.numberNode(f.value());
    }
    if (value instanceof NixBool b) {
      return json.booleanNode(b.value());
    }
    if (value instanceof NixNull) {
      return json.nullNode();
    }
    if (value instanceof NixPath p) {
      return json.textNode(Bytes.decode(p.path()));
    }
    if (value instanceof NixList list) {
      ArrayNode out = json.arrayNode(list.size());
      for (Lazy element : list.elements()) {
        out.add(toJson(element, depth + 1));
      }
      return out;
    }
    if (value instanceof NixAttrs attrs) {
      NixAttrs flat = attrs.flatten();
      ObjectNode out = json.objectNode();
      for (int i = 0; i < flat.size(); i++) {
        out.set(Bytes.decode(flat.name(i)), toJson(flat.value(i), depth + 1));
      }
      return out;
    }
    throw functionFound(value, "JSON");
  }

  private static Value forceWithin(Lazy lazy, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EvalException(
          ErrorKind.LIMIT,
          "the value is nested more than " + MAX_DEPTH + " levels deep; perhaps it is infinite",
          null);
    }
    return lazy.force();
  }

  private static EvalException functionFound(Value value, String target) {
    return new EvalException(
        ErrorKind.TYPE, "cannot convert " + value.describeType() + " to " + target, null);
  }
}
