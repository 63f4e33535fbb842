package dev.kix.cluster.graph;

import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
    Map<ResourceId, Integer> numbers = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      numbers.put(all.get(i).id(), i);
    }
    int[][] targets = new int[all.size()][];
    for (int i = 0; i < targets.length; i++) {
      ResourceNode node = all.get(i);
      targets[i] = new int[node.references().size()];
      int n = 0;
      for (ResourceId target : node.references()) {
        Integer number = numbers.get(target);
        if (number == null) {
          throw new IllegalArgumentException(node.id() + " refers to " + target);
        }
        targets[i][n++] = number;
      }
    }
    List<List<ResourceNode>> components = new ArrayList<>();
    for (int[] members : Components.inOrder(targets)) {
      List<ResourceNode> component = new ArrayList<>(members.length);
      for (int member : members) {
        component.add(all.get(member));
      }
      components.add(List.copyOf(component));
    }
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
