package dev.kix.cluster.graph;

import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
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
    return new ResourceGraph(Collections.unmodifiableSortedMap(nodes), order(nodes));
  }

  private static List<List<ResourceNode>> order(SortedMap<ResourceId, ResourceNode> nodes) {
    List<ResourceNode> all = List.copyOf(nodes.values());
    Graph<Integer, DefaultEdge> graph = references(all);
    // Components stand for themselves by their smallest member.
    int[] component = new int[all.size()];
    Map<Integer, List<ResourceNode>> members = new HashMap<>();
    for (Set<Integer> found :
        new GabowStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
      List<Integer> sorted = found.stream().sorted().toList();
      sorted.forEach(member -> component[member] = sorted.get(0));
      members.put(sorted.get(0), sorted.stream().map(all::get).toList());
    }
    Graph<Integer, DefaultEdge> condensed = new SimpleDirectedGraph<>(DefaultEdge.class);
    members.keySet().forEach(condensed::addVertex);
    for (DefaultEdge edge : graph.edgeSet()) {
      int from = component[graph.getEdgeSource(edge)];
      int to = component[graph.getEdgeTarget(edge)];
      if (from != to) {
        condensed.addEdge(from, to);
      }
    }
    // Ties are broken by the smallest member, so that the order never depends on a hash.
    List<List<ResourceNode>> components = new ArrayList<>();
    new TopologicalOrderIterator<>(condensed, Comparator.<Integer>reverseOrder())
        .forEachRemaining(smallest -> components.add(members.getOrDefault(smallest, List.of())));
    Collections.reverse(components);
    return List.copyOf(components);
  }

  /** The resources by their places in {@code all}; numbers are cheaper to compare than ids. */
  private static Graph<Integer, DefaultEdge> references(List<ResourceNode> all) {
    Map<ResourceId, Integer> numbers = new HashMap<>();
    Graph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    for (int i = 0; i < all.size(); i++) {
      numbers.put(all.get(i).id(), i);
      graph.addVertex(i);
    }
    for (int i = 0; i < all.size(); i++) {
      for (ResourceId target : all.get(i).references()) {
        Integer number = numbers.get(target);
        if (number == null) {
          throw new IllegalArgumentException(all.get(i).id() + " refers to " + target);
        }
        if (number != i) {
          graph.addEdge(i, number);
        }
      }
    }
    return graph;
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
