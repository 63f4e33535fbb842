package dev.kix.cluster.graph.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kix.cluster.graph.ResourceGraph;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.cluster.graph.Waves;
import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GraphViewTest {
  private static final List<String> KINDS =
      List.of("Namespace", "ConfigMap", "Service", "Deployment", "Ingress");

  private static GraphView random(int size, long seed, boolean shuffled) {
    Random random = new Random(seed);
    List<ResourceId> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String kind = KINDS.get(random.nextInt(KINDS.size()));
      ids.add(new ResourceId("", kind, kind.equals("Namespace") ? null : "ns" + i % 5, "r" + i));
    }
    List<ResourceNode> nodes = new ArrayList<>();
    for (ResourceId id : ids) {
      SortedSet<ResourceId> references = new TreeSet<>();
      for (int k = random.nextInt(4); k > 0; k--) {
        references.add(ids.get(random.nextInt(size)));
      }
      references.remove(id);
      nodes.add(
          new ResourceNode(id, JsonNodeFactory.instance.objectNode(), references, null, false));
    }
    if (shuffled) {
      Collections.shuffle(nodes, new Random(1));
    }
    ResourceGraph graph = ResourceGraph.of(nodes);
    return GraphView.of("c", graph, Waves.of(graph), new TreeMap<>(), GraphView.Filter.ALL);
  }

  @Test
  void noBoxesOverlapAndWavesGoFromLeftToRight() {
    for (int size = 1; size < 120; size += 7) {
      GraphView view = random(size, size, false);
      LayeredLayout layout = new LayeredLayout(view);
      for (GraphView.Node a : view.nodes()) {
        assertThat(layout.y(a.index()))
            .isBetween(LayeredLayout.ROW / 2.0 - 1, layout.height() - LayeredLayout.ROW / 2.0 + 1);
        for (GraphView.Node b : view.nodes()) {
          if (a.wave() < b.wave()) {
            assertThat(layout.column(a.index())).isLessThan(layout.column(b.index()));
          }
          if (a.index() != b.index() && layout.column(a.index()) == layout.column(b.index())) {
            assertThat(Math.abs(layout.y(a.index()) - layout.y(b.index())))
                .isGreaterThanOrEqualTo(LayeredLayout.ROW - 1);
          }
        }
      }
    }
  }

  @Test
  void theOrderOfTheInputDoesNotMatter() {
    assertThat(GraphHtml.write(random(80, 3, true)))
        .isEqualTo(GraphHtml.write(random(80, 3, false)));
    assertThat(GraphMermaid.write(random(80, 3, true)))
        .isEqualTo(GraphMermaid.write(random(80, 3, false)));
  }

  @Test
  void htmlNeedsNothingElse() {
    String html = GraphHtml.write(random(40, 5, false));
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "@import", "@SVG@", "@JSON@", "@CLUSTER@");
    assertThat(html.split("</script", -1)).hasSize(3);
  }

  @Test
  void anEmptyGraphIsAPictureToo() {
    GraphView none = new GraphView("none", List.of(), List.of());
    assertThat(GraphSvg.write(none)).startsWith("<svg ").endsWith("</svg>\n");
    assertThat(GraphDot.write(none)).endsWith("}\n");
  }
}
