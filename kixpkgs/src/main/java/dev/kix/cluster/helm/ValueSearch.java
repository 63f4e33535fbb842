package dev.kix.cluster.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.resource.ManifestStep;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of a chart that a field was made from by the only question that is right for all
 * templates: would the field be another if the value were? Many values are changed at once, then
 * half of them, and so on, so that a chart with hundreds is rendered some ten times for a field;
 * what was rendered is kept for further fields. Belongs to the evaluation thread.
 */
final class ValueSearch {
  /** A rendering takes 10 to 500 ms. */
  private static final int MOST_RENDERINGS = 60;

  /** Who names more than that says nothing. */
  private static final int MOST_VALUES = 3;

  private final EvalState state;
  private final Rendering rendering;
  private final List<Leaf> given = new ArrayList<>();
  private final List<Leaf> defaults = new ArrayList<>();
  private final Map<String, @Nullable RenderedChart> variants = new HashMap<>();
  private int renderings;

  /**
   * A value that has no values in it.
   *
   * @param defaultOf the file of the chart that gives it; null when the user does
   */
  record Leaf(
      List<String> path, JsonNode value, @Nullable Position position, @Nullable String defaultOf) {
    /** As a user writes it. */
    String name() {
      StringBuilder out = new StringBuilder("values");
      for (String step : path) {
        boolean plain = step.matches("[A-Za-z_][A-Za-z0-9_'-]*");
        out.append('.').append(plain ? step : '"' + step + '"');
      }
      return out.toString();
    }
  }

  ValueSearch(EvalState state, Rendering rendering, String defaultValues) {
    this.state = state;
    this.rendering = rendering;
    ObjectNode own = rendering.values().json();
    leaves(own, List.of(), null, given);
    String file = rendering.chart().name() + "/values.yaml";
    try {
      Value value =
          GoYaml.read(new SourceFile(Origin.file(Bytes.encode(file)), Bytes.encode(defaultValues)));
      if (value instanceof NixAttrs attrs) {
        defaults(attrs, own, List.of(), file);
      }
    } catch (EvalException e) {
      return; // Helm takes what this reader does not: then nothing is said of defaults.
    }
  }

  private void leaves(JsonNode json, List<String> path, @Nullable String file, List<Leaf> out) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      List<String> inner = append(path, field.getKey());
      JsonNode value = field.getValue();
      if (value.isObject()) {
        leaves(value, inner, file, out);
      } else {
        out.add(new Leaf(inner, value, rendering.values().position(inner), file));
      }
    }
  }

  private void defaults(NixAttrs attrs, JsonNode given, List<String> path, String file) {
    NixAttrs flat = attrs.flatten();
    for (int i = 0; i < flat.size(); i++) {
      String name = Bytes.decode(flat.name(i));
      List<String> inner = append(path, name);
      JsonNode own = given.path(name);
      Value value = flat.value(i).force();
      if (value instanceof NixAttrs set) {
        if (own.isMissingNode() || own.isObject()) {
          defaults(set, own, inner, file);
        }
      } else if (own.isMissingNode()) {
        defaults.add(new Leaf(inner, Conversions.toJson(value), flat.position(i), file));
      }
    }
  }

  private static List<String> append(List<String> path, String name) {
    List<String> out = new ArrayList<>(path);
    out.add(name);
    return out;
  }

  /** The values behind a field; none when there are none, or too many. */
  List<Leaf> valuesOf(int document, List<Object> steps) {
    String value = field(rendering.chart(), document, steps);
    if (value == null) {
      return List.of();
    }
    for (List<Leaf> leaves : List.of(given, defaults)) {
      List<Leaf> found = new ArrayList<>();
      search(leaves, 0, leaves.size(), document, steps, value, found);
      if (!found.isEmpty()) {
        return found.size() > MOST_VALUES ? List.of() : found;
      }
    }
    return List.of();
  }

  private void search(
      List<Leaf> leaves,
      int from,
      int to,
      int document,
      List<Object> steps,
      String value,
      List<Leaf> found) {
    if (from >= to || found.size() > MOST_VALUES) {
      return;
    }
    boolean one = to - from == 1;
    RenderedChart variant = variant(leaves, from, to, false);
    if (variant == null && one) {
      variant = variant(leaves, from, to, true);
    }
    String now = variant == null ? null : field(variant, document, steps);
    if (value.equals(now)) {
      return;
    }
    if (one) {
      if (now != null) {
        found.add(leaves.get(from));
      }
      return;
    }
    int middle = (from + to) >>> 1;
    search(leaves, from, middle, document, steps, value, found);
    search(leaves, middle, to, document, steps, value, found);
  }

  /** The chart with some values changed, or taken away; null when it cannot be rendered so. */
  private @Nullable RenderedChart variant(List<Leaf> leaves, int from, int to, boolean without) {
    String key = (leaves == given ? "given " : "default ") + from + " " + to + " " + without;
    if (variants.containsKey(key) || renderings >= MOST_RENDERINGS) {
      return variants.get(key);
    }
    ObjectNode values = rendering.values().json().deepCopy();
    for (Leaf leaf : leaves.subList(from, to)) {
      set(values, leaf, without ? null : other(leaf.value()));
    }
    renderings++;
    ChartRequest request = rendering.request().withValues(values.toString());
    RenderedChart out = null;
    try {
      out = rendering.renderer().renderOnce(request);
    } catch (ChartException e) {
      out = null; // The chart, or its schema, does not take these.
    }
    variants.put(key, out);
    return out;
  }

  private static void set(ObjectNode values, Leaf leaf, @Nullable JsonNode value) {
    ObjectNode at = values;
    for (String step : leaf.path().subList(0, leaf.path().size() - 1)) {
      at = at.get(step) instanceof ObjectNode inner ? inner : at.putObject(step);
    }
    String last = leaf.path().get(leaf.path().size() - 1);
    if (value != null) {
      at.set(last, value);
    } else if (leaf.defaultOf() == null) {
      at.remove(last);
    } else {
      at.putNull(last);
    }
  }

  /** Another value of the same kind. */
  private static JsonNode other(JsonNode value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isBoolean()) {
      return json.booleanNode(!value.booleanValue());
    }
    if (value.isIntegralNumber()) {
      return json.numberNode(value.longValue() + 1);
    }
    if (value.isNumber()) {
      return json.numberNode(value.doubleValue() + 1);
    }
    if (value.isArray()) {
      return json.arrayNode();
    }
    return json.textNode(value.isTextual() ? value.textValue() + "x" : "x");
  }

  /** A field as JSON; {@code absent} without it; null without the manifest. */
  private @Nullable String field(RenderedChart chart, int document, List<Object> steps) {
    RenderedChart.Document wanted = same(chart, document);
    if (wanted == null) {
      return null;
    }
    int depth = state.depth();
    try {
      Value at = GoYaml.read(new SourceFile(Origin.file("rendered"), Bytes.encode(wanted.text())));
      for (Object step : steps) {
        Lazy next = ManifestStep.of(at, step);
        if (next == null) {
          return "absent";
        }
        at = next.force();
      }
      return Conversions.toJson(at).toString();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return null;
    }
  }

  /** The document that is to a variant what another is to the chart: by template, and how many. */
  private RenderedChart.@Nullable Document same(RenderedChart chart, int document) {
    List<RenderedChart.Document> original = rendering.chart().documents();
    String source = original.get(document).source();
    String kind = kind(original.get(document).text());
    int before = 0;
    for (RenderedChart.Document d : original.subList(0, document)) {
      before += d.source().equals(source) && kind(d.text()).equals(kind) ? 1 : 0;
    }
    for (RenderedChart.Document d : chart.documents()) {
      if (d.source().equals(source) && kind(d.text()).equals(kind) && before-- == 0) {
        return d;
      }
    }
    return null;
  }

  private static String kind(String text) {
    return text.lines().filter(l -> l.startsWith("kind:")).findFirst().orElse("");
  }
}
