package dev.kix.k8s.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.GoldenCases;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.YamlManifests;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.relations.ClusterValidator;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a manifest looks like, the validators answer, and answer the same in any order. */
class RobustnessProperties {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<Manifest> RIGHT = read();
  private static final ApiCatalog CATALOG =
      KubernetesSchemas.open()
          .catalog(KubernetesVersion.parse("1.34"))
          .withCustomResources(
              RIGHT.stream()
                  .filter(m -> m.kind().equals("CustomResourceDefinition"))
                  .map(Manifest::tree)
                  .toList());
  private static final ManifestValidator MANIFESTS =
      new ManifestValidator(CATALOG, ApiLifecycle.open());
  private static final ClusterValidator CLUSTER =
      new ClusterValidator(CATALOG, ExternalResources.NONE);

  private static List<Manifest> read() {
    List<Manifest> out = new ArrayList<>();
    try {
      for (Path file : GoldenCases.yamlFiles("manifests/right")) {
        out.addAll(YamlManifests.read(file));
      }
      out.addAll(YamlManifests.read(Path.of("src/test/resources/clusters/right.yaml")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return out;
  }

  @Property(tries = 400)
  void anyMutationIsAnswered(@ForAll long seed) {
    Random random = new Random(seed);
    List<Manifest> mutated = new ArrayList<>();
    for (Manifest manifest : RIGHT) {
      JsonNode tree = manifest.tree().deepCopy();
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutate(tree, random);
      }
      mutated.add(new Manifest(tree, manifest.source()));
    }
    List<Finding> single = MANIFESTS.validate(mutated);
    List<Finding> between = CLUSTER.validate(mutated);
    Collections.shuffle(mutated, random);
    assertThat(MANIFESTS.validate(mutated)).isEqualTo(single);
    assertThat(CLUSTER.validate(mutated)).isEqualTo(between);
  }

  private static void mutate(JsonNode tree, Random random) {
    JsonNode at = tree;
    while (true) {
      if (at instanceof ObjectNode object && !object.isEmpty()) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        JsonNode child = object.get(name);
        if (child.isContainerNode() && !child.isEmpty() && random.nextInt(6) > 0) {
          at = child;
        } else if (random.nextInt(4) == 0) {
          object.remove(name);
          return;
        } else {
          object.set(name, value(random));
          return;
        }
      } else if (at instanceof ArrayNode array && !array.isEmpty()) {
        int index = random.nextInt(array.size());
        JsonNode child = array.get(index);
        if (child.isContainerNode() && !child.isEmpty() && random.nextInt(6) > 0) {
          at = child;
        } else {
          array.set(index, value(random));
          return;
        }
      } else {
        return;
      }
    }
  }

  private static JsonNode value(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt());
      case 3 -> JSON.numberNode(random.nextLong());
      case 4 -> JSON.numberNode(random.nextDouble());
      case 5 -> JSON.textNode("");
      case 6 -> JSON.textNode("x".repeat(random.nextInt(300)));
      case 7 -> JSON.textNode("\u0000\ud83d\ude00'\"\\$.[]");
      case 8 -> JSON.arrayNode().add(JSON.nullNode()).add(7).add(JSON.objectNode());
      case 9 -> JSON.objectNode().put("name", 5).putNull("key").put("", true);
      case 10 -> JSON.arrayNode();
      default -> JSON.objectNode();
    };
  }
}
