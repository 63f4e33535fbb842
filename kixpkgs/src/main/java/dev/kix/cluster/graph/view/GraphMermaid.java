package dev.kix.cluster.graph.view;

import dev.kix.cluster.graph.Waves;
import dev.kix.cluster.graph.view.GraphView.Edge;
import dev.kix.cluster.graph.view.GraphView.Node;

/** The graph as a Mermaid flowchart: a subgraph a wave. Shown by GitHub and GitLab in Markdown. */
public final class GraphMermaid {
  private GraphMermaid() {}

  /** The whole text, without the fence around it. */
  public static String write(GraphView view) {
    StringBuilder out = new StringBuilder("flowchart RL\n");
    for (int wave : view.waves()) {
      out.append("  subgraph wave").append(wave).append("[\"Wave ").append(wave).append(": ");
      out.append(Waves.title(wave)).append("\"]\n");
      for (Node node : view.nodes()) {
        if (node.wave() == wave) {
          out.append("    n").append(node.index()).append("[\"").append(escape(node.id().kind()));
          out.append("<br/>");
          if (!node.namespace().isEmpty()) {
            out.append(escape(node.namespace())).append('/');
          }
          out.append(escape(node.id().name())).append("\"]\n");
        }
      }
      out.append("  end\n");
    }
    for (Edge edge : view.edges()) {
      out.append("  n").append(edge.from()).append(" --> n").append(edge.to()).append('\n');
    }
    return out.toString();
  }

  /** Mermaid's entities; a label stands in double quotes and holds HTML. */
  private static String escape(String text) {
    return text.replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
