package dev.kix.cluster.graph;

import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * Which resource refers to which. Immutable. References may be circular (a StatefulSet names its
 * Service, the Service selects its pods), so the order of things is that of {@link #components}.
 */
public final class ResourceGraph {
  private final SortedMap<ResourceId, ResourceNode> nodes;
  private final List<List<ResourceNode>> components;

  private ResourceGraph(
      SortedMap<ResourceId, ResourceNode> nodes, List<List<ResourceNode>> components) {
    this.nodes = nodes;
    this.components = components;
  }

  /**
   * The graph of {@code resources}, whose references must be among them.
   *
   * @throws IllegalArgumentException for a reference that is not
   */
  public static ResourceGraph of(Collection<ResourceNode> resources) {
    SortedMap<ResourceId, ResourceNode> nodes = new TreeMap<>();
    for (ResourceNode r : resources) {
      nodes.put(r.id(), r);
    }
    Graph<ResourceId, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    nodes.keySet().forEach(graph::addVertex);
    for (ResourceNode r : nodes.values()) {
      for (ResourceId target : r.references()) {
        if (!nodes.containsKey(target)) {
          throw new IllegalArgumentException(r.id() + " refers to " + target);
        }
        if (!target.equals(r.id())) {
          graph.addEdge(r.id(), target);
        }
      }
    }
    return new ResourceGraph(Collections.unmodifiableSortedMap(nodes), order(nodes, graph));
  }

  private static List<List<ResourceNode>> order(
      SortedMap<ResourceId, ResourceNode> nodes, Graph<ResourceId, DefaultEdge> graph) {
    Graph<Graph<ResourceId, DefaultEdge>, DefaultEdge> condensed =
        new KosarajuStrongConnectivityInspector<>(graph).getCondensation();
    // Ties are broken by the smallest member, so that the order never depends on a hash.
    TopologicalOrderIterator<Graph<ResourceId, DefaultEdge>, DefaultEdge> order =
        new TopologicalOrderIterator<>(
            condensed,
            (a, b) -> Collections.min(b.vertexSet()).compareTo(Collections.min(a.vertexSet())));
    List<List<ResourceNode>> components = new ArrayList<>();
    while (order.hasNext()) {
      List<ResourceNode> members = new ArrayList<>();
      for (ResourceId id : new TreeSet<>(order.next().vertexSet())) {
        ResourceNode node = nodes.get(id);
        if (node != null) {
          members.add(node);
        }
      }
      components.add(List.copyOf(members));
    }
    Collections.reverse(components);
    return List.copyOf(components);
  }

  /** All resources, in the order of their ids. */
  public SortedMap<ResourceId, ResourceNode> nodes() {
    return nodes;
  }

  /**
   * The strongly connected components, those referred to before those that refer. A component of
   * more than one member is a cycle. Members are in the order of their ids.
   */
  public List<List<ResourceNode>> components() {
    return components;
  }
}
