package dev.kix.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML files as manifests with line numbers, for the tests. */
public final class YamlManifests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlManifests(String file) {
    this.file = file;
  }

  public static List<Manifest> read(Path file) throws Exception {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return parse(file.getFileName().toString(), text);
  }

  public static List<Manifest> parse(String name, String text) {
    List<Manifest> out = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    for (Node document : new Compose(settings).composeAllFromString(text)) {
      YamlManifests reader = new YamlManifests(name);
      JsonNode tree = reader.json(document, JsonPath.ROOT);
      if (!tree.isNull()) {
        out.add(new Manifest(tree, reader::position));
      }
    }
    return out;
  }

  private SourcePosition position(String path) {
    Integer line = lines.get(path);
    return line == null ? null : new SourcePosition(file, line);
  }

  private JsonNode json(Node node, String path) {
    node.getStartMark().ifPresent(m -> lines.putIfAbsent(path, m.getLine() + 1));
    if (node instanceof MappingNode mapping) {
      ObjectNode out = JSON.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = ((ScalarNode) tuple.getKeyNode()).getValue();
        String at = JsonPath.field(path, key);
        tuple.getKeyNode().getStartMark().ifPresent(m -> lines.put(at, m.getLine() + 1));
        out.set(key, json(tuple.getValueNode(), at));
      }
      return out;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode out = JSON.arrayNode();
      for (Node element : sequence.getValue()) {
        out.add(json(element, JsonPath.element(path, out.size())));
      }
      return out;
    }
    ScalarNode scalar = (ScalarNode) node;
    String value = scalar.getValue();
    return switch (scalar.getTag().getValue()) {
      case "tag:yaml.org,2002:int" -> integer(new BigInteger(value));
      case "tag:yaml.org,2002:float" -> JSON.numberNode(new BigDecimal(value));
      case "tag:yaml.org,2002:bool" -> JSON.booleanNode(Boolean.parseBoolean(value));
      case "tag:yaml.org,2002:null" -> JSON.nullNode();
      default -> JSON.textNode(value);
    };
  }

  private static JsonNode integer(BigInteger value) {
    return value.bitLength() < 64
        ? JSON.numberNode(value.longValueExact())
        : JSON.numberNode(value);
  }
}
