package dev.kix.cluster.graph;

import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The graph in the language of Graphviz: a cluster a namespace, an arrow from each resource to what
 * it refers to.
 */
public final class GraphDot {
  private GraphDot() {}

  /**
   * @param waves the wave of every resource, shown as its colour
   */
  public static String write(
      String name, ResourceGraph graph, SortedMap<ResourceId, Integer> waves) {
    StringBuilder out = new StringBuilder();
    out.append("digraph ").append(quote(name)).append(" {\n");
    out.append("  rankdir=LR;\n");
    out.append("  node [shape=box, style=filled, colorscheme=blues9, fontname=\"sans-serif\"];\n");
    Map<String, List<ResourceId>> byNamespace = new TreeMap<>();
    for (ResourceId id : graph.nodes().keySet()) {
      String namespace = id.namespace();
      byNamespace
          .computeIfAbsent(namespace == null ? "" : namespace, n -> new ArrayList<>())
          .add(id);
    }
    for (Map.Entry<String, List<ResourceId>> e : byNamespace.entrySet()) {
      boolean inCluster = !e.getKey().isEmpty();
      if (inCluster) {
        out.append("  subgraph ").append(quote("cluster_" + e.getKey())).append(" {\n");
        out.append("    label=").append(quote(e.getKey())).append(";\n");
      }
      for (ResourceId id : e.getValue()) {
        int wave = waves.getOrDefault(id, 0);
        out.append(inCluster ? "    " : "  ").append(quote(node(id)));
        out.append(" [label=").append(quote(id.kind() + "\n" + id.name()));
        out.append(", fillcolor=").append(wave + 1).append("];\n");
      }
      if (inCluster) {
        out.append("  }\n");
      }
    }
    for (ResourceNode n : graph.nodes().values()) {
      for (ResourceId target : n.references()) {
        out.append("  ").append(quote(node(n.id()))).append(" -> ");
        out.append(quote(node(target))).append(";\n");
      }
    }
    return out.append("}\n").toString();
  }

  private static String node(ResourceId id) {
    String namespace = id.namespace();
    return (namespace == null ? "" : namespace + "/") + id.kindAndName();
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
