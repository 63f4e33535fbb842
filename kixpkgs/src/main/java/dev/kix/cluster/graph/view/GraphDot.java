package dev.kix.cluster.graph.view;

import dev.kix.cluster.graph.Waves;
import dev.kix.cluster.graph.view.GraphView.Edge;
import dev.kix.cluster.graph.view.GraphView.Node;

/**
 * The graph in the language of Graphviz: a cluster a namespace, an arrow from each resource to what
 * it refers to, the wave as the colour.
 */
public final class GraphDot {
  private GraphDot() {}

  /** The whole text. */
  public static String write(GraphView view) {
    StringBuilder out = new StringBuilder();
    out.append("digraph ").append(quote(view.cluster())).append(" {\n");
    out.append("  rankdir=LR;\n");
    out.append("  node [shape=box, style=filled, colorscheme=blues9, fontname=\"sans-serif\"];\n");
    out.append("  subgraph cluster_legend {\n    label=\"Waves\";\n    style=dashed;\n");
    for (int wave : view.waves()) {
      out.append("    ").append(quote("wave " + wave)).append(" [label=");
      out.append(quote(wave + ": " + Waves.title(wave)));
      out.append(", fillcolor=").append(wave + 1).append("];\n");
    }
    out.append("  }\n");
    String open = "";
    for (Node node : view.nodes()) {
      String namespace = node.namespace();
      if (!namespace.equals(open)) {
        out.append(open.isEmpty() ? "" : "  }\n");
        out.append("  subgraph ").append(quote("cluster_ns_" + namespace)).append(" {\n");
        out.append("    label=").append(quote(namespace)).append(";\n");
        open = namespace;
      }
      out.append(namespace.isEmpty() ? "  " : "    ").append(quote(name(node)));
      out.append(" [label=").append(quote(node.id().kind() + "\n" + node.id().name()));
      out.append(", fillcolor=").append(node.wave() + 1);
      out.append(node.cycle() > 0 ? ", peripheries=2" : "").append("];\n");
    }
    out.append(open.isEmpty() ? "" : "  }\n");
    for (Edge edge : view.edges()) {
      out.append("  ").append(quote(name(view.nodes().get(edge.from())))).append(" -> ");
      out.append(quote(name(view.nodes().get(edge.to())))).append(";\n");
    }
    return out.append("}\n").toString();
  }

  /** Unique: two groups may have one kind. */
  private static String name(Node node) {
    String group = node.id().group();
    return (node.namespace().isEmpty() ? "" : node.namespace() + "/")
        + node.id().kindAndName()
        + (group.isEmpty() ? "" : " (" + group + ")");
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
