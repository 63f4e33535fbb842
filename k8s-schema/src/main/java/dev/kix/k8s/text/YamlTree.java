package dev.kix.k8s.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.JsonPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * One YAML document as a JSON tree. Built from the parser's events: no node graph, no marks unless
 * somebody wants to know lines, and what an alias adds is counted before it is added.
 */
final class YamlTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TAG = "tag:yaml.org,2002:";
  private static final LoadSettings PLAIN = settings(false, 1 << 10);
  private static final LoadSettings MARKED = settings(true, 1 << 10);

  /** So often, at most, the reader fills its buffer: each time it copies what it has not used. */
  private static final int FILLS = 64;

  private static LoadSettings settings(boolean marks, int buffer) {
    return LoadSettings.builder()
        .setUseMarks(marks)
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(buffer)
        .build();
  }

  /** A subtree that aliases may repeat. */
  private record Anchored(JsonNode node, int size) {}

  private final TextLimits limits;
  private final ParserImpl parser;
  private final @Nullable TreeVisitor visitor;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int aliased;
  private int nodes;
  private boolean remarkable;

  private YamlTree(String text, TextLimits limits, @Nullable TreeVisitor visitor) {
    this.limits = limits;
    this.visitor = visitor;
    LoadSettings settings =
        text.length() / FILLS > 1 << 10
            ? settings(visitor != null, text.length() / FILLS)
            : visitor == null ? PLAIN : MARKED;
    this.parser = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /**
   * What was read.
   *
   * @param tree the value; null when the text holds none
   * @param remarkable whether a visitor would be told of duplicates or ambiguities
   */
  record Result(@Nullable JsonNode tree, boolean remarkable) {}

  /** Reads the only document of a text, quickly. */
  static Result read(String text, TextLimits limits) throws TextException {
    try {
      YamlTree reader = new YamlTree(text, limits, null);
      JsonNode tree = reader.document();
      return new Result(tree, reader.remarkable);
    } catch (YamlEngineException | TextException e) {
      // Once more, to say where.
      visit(text, limits, new Silent());
      throw e instanceof TextException t ? t : describe((YamlEngineException) e);
    }
  }

  /** Reads a text and tells a visitor where everything is. */
  static void visit(String text, TextLimits limits, TreeVisitor visitor) throws TextException {
    try {
      new YamlTree(text, limits, visitor).document();
    } catch (YamlEngineException e) {
      throw describe(e);
    }
  }

  private static final class Silent implements TreeVisitor {
    @Override
    public void value(String path, int line) {
      // Lines are wanted for errors only.
    }

    @Override
    public void duplicate(String path, int line) {
      // As above.
    }

    @Override
    public void ambiguous(String path, String text, String why, int line) {
      // As above.
    }
  }

  private static TextException describe(YamlEngineException e) {
    if (e instanceof MarkedYamlEngineException marked) {
      int line = marked.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
      String context = marked.getContext();
      String problem = marked.getProblem() == null ? "" : marked.getProblem();
      String text = context == null || context.isEmpty() ? problem : context + ": " + problem;
      return new TextException("is not YAML: " + text.replace('\n', ' ').strip(), line, null);
    }
    if (e instanceof ReaderException reader) {
      return new TextException(
          String.format(
              Locale.ROOT,
              "is not text: it has the control character U+%04X",
              reader.getCodePoint()),
          0,
          null);
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    return new TextException("is not YAML: " + message, 0, null);
  }

  private @Nullable JsonNode document() throws TextException {
    JsonNode tree = null;
    while (parser.hasNext()) {
      Event event = parser.next();
      if (event instanceof NodeEvent node) {
        if (tree != null) {
          throw error("has more than one value", event, null);
        }
        tree = value(node, visitor == null ? null : JsonPath.ROOT, 0);
      }
    }
    return tree;
  }

  private JsonNode value(NodeEvent event, @Nullable String path, int depth) throws TextException {
    if (depth > limits.maxDepth()) {
      throw error("is nested more than " + limits.maxDepth() + " deep", event, null);
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    String anchor = event.getAnchor().map(Object::toString).orElse(null);
    int before = nodes++;
    JsonNode node =
        switch (event.getEventId()) {
          case Scalar -> scalar((ScalarEvent) event, path);
          case SequenceStart -> sequence(path, depth);
          case MappingStart -> mapping(path, depth);
          default -> throw error("has " + event + " where a value must be", event, null);
        };
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, nodes - before));
    }
    return node;
  }

  private JsonNode alias(AliasEvent event) throws TextException {
    Anchored target = anchors.get(event.getAlias().toString());
    if (target == null) {
      throw error(
          "uses the alias *" + event.getAlias() + ", which no finished value before it has",
          event,
          "an anchor (&" + event.getAlias() + ") must stand before, and not around, its alias");
    }
    aliased += target.size;
    nodes += target.size;
    if (aliased > limits.maxAliased()) {
      throw error(
          "grows by more than " + limits.maxAliased() + " values through its aliases", event, null);
    }
    return target.node;
  }

  private ArrayNode sequence(@Nullable String path, int depth) throws TextException {
    ArrayNode out = JSON.arrayNode();
    for (Event e = parser.next(); e.getEventId() != Event.ID.SequenceEnd; e = parser.next()) {
      String at = path == null ? null : JsonPath.element(path, out.size());
      if (visitor != null && at != null) {
        visitor.value(at, line(e));
      }
      out.add(value((NodeEvent) e, at, depth + 1));
    }
    return out;
  }

  private ObjectNode mapping(@Nullable String path, int depth) throws TextException {
    ObjectNode out = JSON.objectNode();
    List<JsonNode> merges = null;
    for (Event e = parser.next(); e.getEventId() != Event.ID.MappingEnd; e = parser.next()) {
      boolean merge = e instanceof ScalarEvent s && s.isPlain() && s.getValue().equals("<<");
      String key = key(e, path);
      String at = path == null ? null : JsonPath.field(path, key);
      boolean twice = !merge && out.has(key);
      remarkable |= twice;
      if (visitor != null && at != null) {
        visitor.value(at, line(e));
        if (twice) {
          visitor.duplicate(at, line(e));
        }
      }
      JsonNode value = value((NodeEvent) parser.next(), at, depth + 1);
      if (!merge) {
        out.set(key, value);
      } else {
        merges = merges == null ? new ArrayList<>() : merges;
        merges.add(value);
        if (!isMergeable(value)) {
          throw error("merges (<<) what is no object", e, null);
        }
      }
    }
    if (merges != null) {
      merge(out, merges);
    }
    return out;
  }

  private static boolean isMergeable(JsonNode value) {
    if (!value.isArray()) {
      return value.isObject();
    }
    for (JsonNode element : value) {
      if (!element.isObject()) {
        return false;
      }
    }
    return true;
  }

  /** What the object has itself wins; of several sources the first. */
  private static void merge(ObjectNode out, List<JsonNode> sources) {
    for (JsonNode source : sources) {
      if (source.isArray()) {
        List<JsonNode> each = new ArrayList<>();
        source.forEach(each::add);
        merge(out, each);
      } else {
        source.properties().forEach(e -> out.putIfAbsent(e.getKey(), e.getValue()));
      }
    }
  }

  private String key(Event event, @Nullable String path) throws TextException {
    if (event instanceof AliasEvent alias
        && alias(alias) instanceof JsonNode n
        && n.isValueNode()) {
      return n.asText();
    }
    if (!(event instanceof ScalarEvent scalar)) {
      throw error("has a list or an object as a key", event, null);
    }
    scalar
        .getAnchor()
        .ifPresent(
            a -> anchors.put(a.toString(), new Anchored(JSON.textNode(scalar.getValue()), 1)));
    if (!scalar.isPlain() || scalar.getTag().isPresent()) {
      return scalar.getValue();
    }
    String text = scalar.getValue();
    if (text.length() <= 3) {
      ambiguity(scalar, path == null ? null : JsonPath.field(path, text), false);
    }
    // Keys that are no strings become what kubectl makes of them: 1: is "1", yes: is "true".
    JsonNode resolved = PlainScalars.resolve(text);
    return resolved == null || resolved.isNull() ? text : resolved.asText();
  }

  private JsonNode scalar(ScalarEvent event, @Nullable String path) throws TextException {
    String tag = event.getTag().orElse(null);
    if (tag == null) {
      return event.isPlain() ? plain(event, path) : JSON.textNode(event.getValue());
    }
    if (tag.equals("!") || tag.equals(TAG + "str") || tag.equals(TAG + "timestamp")) {
      return JSON.textNode(event.getValue());
    }
    if (tag.startsWith(TAG) && tag.matches(".*:(bool|int|float|null)")) {
      return tagged(event, tag.substring(TAG.length()));
    }
    throw error(
        "has the tag " + (tag.startsWith(TAG) ? "!!" + tag.substring(TAG.length()) : tag),
        event,
        "manifests are JSON written as YAML: they have no tags");
  }

  private static JsonNode tagged(ScalarEvent event, String type) throws TextException {
    JsonNode value = PlainScalars.resolve(event.getValue());
    boolean right =
        value != null
            && switch (type) {
              case "bool" -> value.isBoolean();
              case "int" -> value.isIntegralNumber();
              case "null" -> value.isNull();
              default -> value.isNumber();
            };
    if (!right || value == null) {
      throw error("has '" + event.getValue() + "' where it says !!" + type, event, null);
    }
    return value;
  }

  private JsonNode plain(ScalarEvent event, @Nullable String path) throws TextException {
    String text = event.getValue();
    JsonNode value = PlainScalars.resolve(text);
    if (value == null) {
      throw error("has the number " + text + ", which JSON cannot hold", event, "quote it");
    }
    if (!text.isEmpty() && (text.length() <= 3 || text.charAt(0) <= '9')) {
      boolean mode = path != null && (path.endsWith("Mode") || path.endsWith(".mode"));
      ambiguity(event, path, mode);
    }
    return value;
  }

  private void ambiguity(ScalarEvent event, @Nullable String path, boolean fileMode) {
    String why = PlainScalars.ambiguity(event.getValue(), fileMode);
    if (why != null) {
      remarkable = true;
      if (visitor != null && path != null) {
        visitor.ambiguous(path, event.getValue(), why, line(event));
      }
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(m -> m.getLine() + 1).orElse(0);
  }

  private static TextException error(String message, Event at, @Nullable String hint) {
    return new TextException(message, line(at), hint);
  }
}
