package dev.kix.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One mistake: a field of a resource that is not what it should be.
 *
 * @param rule the rule that has to find it
 * @param kinds the kinds of resources it is made in
 * @param path field names from the root, separated by slashes; {@code *} is the first element of a
 *     list or the first field of an object, {@code KEY=VALUE} the first element that has the field,
 *     and {@code ~} a slash
 * @param change from the value there to the wrong one; null removes the field
 */
record Mutation(
    String rule, Set<String> kinds, String path, UnaryOperator<@Nullable JsonNode> change) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A value that is set, whether or not there is one. */
  static Mutation set(String rule, String kinds, String path, String json) {
    return new Mutation(rule, Set.of(kinds.split(" ")), path, old -> parse(json));
  }

  /** A value that is there gets other letters at its end. */
  static Mutation typo(String rule, String kinds, String path) {
    return replace(rule, kinds, path, old -> parse("\"" + old.asText() + "x\""));
  }

  /** A field that is there goes away. */
  static Mutation remove(String rule, String kinds, String path) {
    return replace(rule, kinds, path, old -> null);
  }

  /** A value that is there becomes another. */
  static Mutation replace(
      String rule, String kinds, String path, UnaryOperator<@Nullable JsonNode> change) {
    return new Mutation(
        rule,
        Set.of(kinds.split(" ")),
        path,
        old -> old == null ? parse("\"nothing to change\"") : change.apply(old));
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** The manifest with the mistake, or null when there is nothing to get wrong. */
  @Nullable ObjectNode apply(ObjectNode manifest) {
    if (!kinds.contains(manifest.path("kind").asText())) {
      return null;
    }
    ObjectNode changed = manifest.deepCopy();
    List<String> steps = List.of(path.split("/"));
    JsonNode at = changed;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = step(at, step);
      if (at == null) {
        return null;
      }
    }
    String last = steps.get(steps.size() - 1);
    JsonNode old = step(at, last);
    JsonNode wrong = change.apply(old);
    if (old == null && wrong != null && wrong.asText().equals("nothing to change")) {
      return null;
    }
    return write(at, last, wrong) ? changed : null;
  }

  private static @Nullable JsonNode step(JsonNode at, String step) {
    if (step.equals("*")) {
      return at.isEmpty() ? null : at.iterator().next();
    }
    int equals = step.indexOf('=');
    if (equals < 0) {
      return at.get(step.replace('~', '/'));
    }
    for (JsonNode element : at) {
      if (element.path(step.substring(0, equals)).asText().equals(step.substring(equals + 1))) {
        return element;
      }
    }
    return null;
  }

  private static boolean write(JsonNode at, String step, @Nullable JsonNode value) {
    if (at instanceof ObjectNode object) {
      String name =
          step.equals("*") && !object.isEmpty()
              ? object.fieldNames().next()
              : step.replace('~', '/');
      if (value == null) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
      return true;
    }
    if (at instanceof ArrayNode array && !array.isEmpty() && value != null) {
      array.set(0, value);
      return true;
    }
    return false;
  }
}
