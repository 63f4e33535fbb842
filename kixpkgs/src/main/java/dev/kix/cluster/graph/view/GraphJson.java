package dev.kix.cluster.graph.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.graph.Waves;
import dev.kix.cluster.graph.view.GraphView.Edge;
import dev.kix.cluster.graph.view.GraphView.Node;

/**
 * The graph for programs: {@code cluster}, {@code waves} (number, title, and indices of their
 * resources), {@code nodes}, and {@code edges} as pairs of indices, from what refers to what is
 * referred to.
 */
public final class GraphJson {
  private GraphJson() {}

  /** The tree. */
  public static ObjectNode tree(GraphView view) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("cluster", view.cluster());
    ArrayNode waves = root.putArray("waves");
    for (int wave : view.waves()) {
      ObjectNode entry = waves.addObject();
      entry.put("wave", wave);
      entry.put("title", Waves.title(wave));
      ArrayNode members = entry.putArray("nodes");
      for (Node node : view.nodes()) {
        if (node.wave() == wave) {
          members.add(node.index());
        }
      }
    }
    ArrayNode nodes = root.putArray("nodes");
    for (Node node : view.nodes()) {
      ObjectNode entry = nodes.addObject();
      entry.put("group", node.id().group());
      entry.put("kind", node.id().kind());
      if (node.id().namespace() != null) {
        entry.put("namespace", node.id().namespace());
      }
      entry.put("name", node.id().name());
      if (node.instance() != null) {
        entry.put("instance", node.instance());
      }
      entry.put("wave", node.wave());
      entry.put("stateful", node.stateful());
      if (node.cycle() > 0) {
        entry.put("cycle", node.cycle());
      }
      if (!node.path().isEmpty()) {
        entry.put("path", node.path());
      }
    }
    ArrayNode edges = root.putArray("edges");
    for (Edge edge : view.edges()) {
      edges.addArray().add(edge.from()).add(edge.to());
    }
    return root;
  }

  /** The tree as text. */
  public static String write(GraphView view) {
    return tree(view).toPrettyString() + "\n";
  }
}
