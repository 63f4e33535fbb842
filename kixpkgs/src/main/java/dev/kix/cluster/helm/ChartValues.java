package dev.kix.cluster.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values for a chart: as JSON, and what their strings refer to. {@code null} stays: it takes away a
 * default of the chart.
 */
final class ChartValues {
  private static final int MAX_DEPTH = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EvalState state;
  private final NixAttrs values;
  private final SortedMap<String, StringContext> references = new TreeMap<>();
  private final ObjectNode json;

  ChartValues(EvalState state, NixAttrs values) {
    this.state = state;
    this.values = values;
    this.json = attrs(values, "values", 0);
  }

  ObjectNode json() {
    return json;
  }

  /** The texts, one char per byte, that refer to something, and to what. */
  SortedMap<String, StringContext> references() {
    return references;
  }

  /** Where the value at {@code path} was given, or what is above it; null when nobody knows. */
  @Nullable Position position(List<String> path) {
    Position best = null;
    Value at = values;
    for (String step : path) {
      if (!(at instanceof NixAttrs attrs)) {
        break;
      }
      String name = Bytes.encode(step);
      Lazy next = attrs.get(name);
      if (next == null) {
        break;
      }
      Position position = attrs.position(name);
      best = position == null ? best : position;
      at = next.force();
    }
    return best;
  }

  private ObjectNode attrs(NixAttrs attrs, String path, int depth) {
    ObjectNode out = JSON.objectNode();
    NixAttrs flat = attrs.flatten();
    for (int i = 0; i < flat.size(); i++) {
      String name = Bytes.decode(flat.name(i));
      out.set(name, json(flat.value(i), flat.position(i), path + "." + name, depth + 1));
    }
    return out;
  }

  private JsonNode json(Lazy lazy, @Nullable Position position, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EvalException(
          ErrorKind.EVAL,
          Bytes.encode(path) + " is nested too deeply; perhaps it is infinite",
          position);
    }
    Value value = state.force(lazy, position);
    if (value instanceof NixAttrs attrs) {
      Lazy text = attrs.get("outPath");
      return text == null ? attrs(attrs, path, depth) : json(text, position, path, depth);
    }
    if (value instanceof NixList list) {
      ArrayNode out = JSON.arrayNode(list.size());
      for (int i = 0; i < list.size(); i++) {
        out.add(json(list.get(i), position, path + "[" + i + "]", depth + 1));
      }
      return out;
    }
    if (value instanceof NixString s) {
      if (!s.context().isEmpty() && !s.value().isEmpty()) {
        references.merge(s.value(), s.context(), StringContext::union);
      }
      return JSON.textNode(s.toJava());
    }
    if (value instanceof NixInt i) {
      return JSON.numberNode(i.value());
    }
    if (value instanceof NixFloat f && Double.isFinite(f.value())) {
      return JSON.numberNode(f.value());
    }
    if (value instanceof NixBool b) {
      return JSON.booleanNode(b.value());
    }
    if (value instanceof NixNull) {
      return JSON.nullNode();
    }
    throw new EvalException(
        ErrorKind.TYPE,
        Bytes.encode(path) + " is " + value.describeType() + ", which a Helm chart cannot take",
        position);
  }
}
