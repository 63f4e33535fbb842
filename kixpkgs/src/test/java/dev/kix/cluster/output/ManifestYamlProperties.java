package dev.kix.cluster.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ManifestYamlProperties {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 300)
  void isReadBackAsTheTree(@ForAll("trees") JsonNode tree) {
    String yaml = ManifestYaml.write(tree);
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    assertThat(tree(read)).as(yaml).isEqualTo(tree);
  }

  @Property(tries = 50)
  void isTheSameWhateverTheOrderOfTheKeys(@ForAll("trees") JsonNode tree) {
    assertThat(ManifestYaml.write(reversed(tree))).isEqualTo(ManifestYaml.write(tree));
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return trees(3);
  }

  private static Arbitrary<JsonNode> trees(int depth) {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            texts().map(JSON::textNode),
            Arbitraries.longs().map(JSON::numberNode),
            Arbitraries.doubles().map(JSON::numberNode),
            Arbitraries.of(JSON.booleanNode(true), JSON.nullNode()));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<JsonNode> inner = trees(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        inner.list().ofMaxSize(3).map(l -> JSON.arrayNode().addAll(l)),
        Arbitraries.maps(texts(), inner).ofMaxSize(4).map(m -> JSON.objectNode().setAll(m)));
  }

  /** Texts in which everything that means something in YAML is frequent. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "\n",
            "\n\n",
            " ",
            "\t",
            "\r",
            "a",
            "b: c",
            "- ",
            "#",
            ":",
            "NO",
            "1e3",
            "0777",
            "12:30",
            "~",
            "=",
            "|",
            ">",
            "'",
            "\"",
            "\\",
            "\0",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\ufffe",
            "\u00e9",
            "\ud83d\ude00",
            "{}",
            "[",
            ",",
            "%",
            "---",
            "...",
            "&x",
            "?",
            "<<");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(6).map(l -> String.join("", l)),
        pieces.list().ofMaxSize(6).map(l -> String.join("", l)),
        Arbitraries.of("x y".repeat(400), "x".repeat(1200)));
  }

  private static JsonNode reversed(JsonNode node) {
    if (node.isObject()) {
      ObjectNode out = JSON.objectNode();
      List<Map.Entry<String, JsonNode>> fields = List.copyOf(node.properties());
      for (int i = fields.size() - 1; i >= 0; i--) {
        out.set(fields.get(i).getKey(), reversed(fields.get(i).getValue()));
      }
      return out;
    }
    if (node.isArray()) {
      ArrayNode out = JSON.arrayNode();
      node.forEach(item -> out.add(reversed(item)));
      return out;
    }
    return node;
  }

  private static JsonNode tree(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case String s -> JSON.textNode(s);
      case Boolean b -> JSON.booleanNode(b);
      case Integer i -> JSON.numberNode(i.longValue());
      case Long l -> JSON.numberNode(l);
      case Double d -> JSON.numberNode(d);
      case List<?> list -> {
        ArrayNode out = JSON.arrayNode();
        list.forEach(e -> out.add(tree(e)));
        yield out;
      }
      case Map<?, ?> map -> {
        ObjectNode out = JSON.objectNode();
        map.forEach((k, v) -> out.set((String) k, tree(v)));
        yield out;
      }
      default -> throw new AssertionError(value.getClass());
    };
  }
}
