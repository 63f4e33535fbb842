package dev.kix.cluster.graph.view;

import dev.kix.cluster.graph.ResourceGraph;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.cluster.graph.StoreObject;
import dev.kix.k8s.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a cluster's graph. Immutable; nodes and edges come in an order that depends on
 * the cluster alone, so that every form of it is the same text for the same cluster.
 *
 * @param cluster the cluster's name
 * @param nodes the resources, by namespace (cluster-scoped first), instance, kind and name
 * @param edges which refers to which, by the order of the nodes
 */
public record GraphView(String cluster, List<Node> nodes, List<Edge> edges) {
  /**
   * A resource.
   *
   * @param index its place in {@link GraphView#nodes}
   * @param wave the wave it is applied in
   * @param depth how many resources of its wave are in line before it
   * @param cycle the number, from 1, of the cycle of references it belongs to; 0 for none
   * @param instance {@code NS/NAME} of its instance, or null
   * @param stateful whether it belongs to a stateful package
   * @param path its store path's base name
   */
  public record Node(
      int index,
      ResourceId id,
      int wave,
      int depth,
      int cycle,
      @Nullable String instance,
      boolean stateful,
      String path) {

    /** The namespace, empty for what is cluster-scoped. */
    public String namespace() {
      String namespace = id.namespace();
      return namespace == null ? "" : namespace;
    }
  }

  /**
   * A reference.
   *
   * @param from the index of the resource that refers
   * @param to the index of the one it refers to
   */
  public record Edge(int from, int to) {}

  /**
   * Which resources are shown.
   *
   * @param namespaces only these; all when this and {@code instances} are empty
   * @param instances and those of these instances, {@code NS/NAME}
   * @param neighbours whether what they refer to, and what refers to them, is shown too
   */
  public record Filter(Set<String> namespaces, Set<String> instances, boolean neighbours) {
    /** Everything. */
    public static final Filter ALL = new Filter(Set.of(), Set.of(), false);

    private boolean selects(ResourceNode node) {
      if (namespaces.isEmpty() && instances.isEmpty()) {
        return true;
      }
      String namespace = node.id().namespace();
      String instance = node.instance();
      return (namespace != null && namespaces.contains(namespace))
          || (instance != null && instances.contains(instance));
    }
  }

  /** The part of a cluster's graph that a filter lets through. */
  public static GraphView of(
      String cluster,
      ResourceGraph graph,
      SortedMap<ResourceId, Integer> waves,
      SortedMap<ResourceId, StoreObject> objects,
      Filter filter) {
    Set<ResourceId> shown = shown(graph, filter);
    Map<ResourceId, Integer> depths = new HashMap<>();
    Map<ResourceId, Integer> cycles = new HashMap<>();
    int cycle = 0;
    for (List<ResourceNode> component : graph.components()) {
      // Those referred to come first: their depths are known.
      int depth = 0;
      for (ResourceNode node : component) {
        for (ResourceId target : node.references()) {
          Integer below = depths.get(target);
          if (below != null
              && shown.contains(target)
              && wave(waves, target) == wave(waves, node.id())) {
            depth = Math.max(depth, below + 1);
          }
        }
      }
      if (component.size() > 1) {
        cycle++;
      }
      for (ResourceNode node : component) {
        depths.put(node.id(), depth);
        cycles.put(node.id(), component.size() > 1 ? cycle : 0);
      }
    }
    List<ResourceNode> ordered = new ArrayList<>();
    for (ResourceNode node : graph.nodes().values()) {
      if (shown.contains(node.id())) {
        ordered.add(node);
      }
    }
    ordered.sort(
        Comparator.comparing((ResourceNode n) -> n.id().namespace() == null ? "" : namespace(n))
            .thenComparing(n -> n.instance() == null ? "" : String.valueOf(n.instance()))
            .thenComparing(ResourceNode::id));
    Map<ResourceId, Integer> index = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (ResourceNode n : ordered) {
      ResourceId id = n.id();
      StoreObject object = objects.get(id);
      nodes.add(
          new Node(
              nodes.size(),
              id,
              wave(waves, id),
              depths.getOrDefault(id, 0),
              cycles.getOrDefault(id, 0),
              n.instance(),
              n.stateful(),
              object == null ? "" : object.path().baseName()));
      index.put(id, nodes.size() - 1);
    }
    List<Edge> edges = new ArrayList<>();
    for (ResourceNode n : ordered) {
      Set<Integer> targets = new TreeSet<>();
      for (ResourceId target : n.references()) {
        Integer to = index.get(target);
        if (to != null && !target.equals(n.id())) {
          targets.add(to);
        }
      }
      for (int to : targets) {
        edges.add(new Edge(index.getOrDefault(n.id(), 0), to));
      }
    }
    return new GraphView(cluster, List.copyOf(nodes), List.copyOf(edges));
  }

  private static String namespace(ResourceNode node) {
    return String.valueOf(node.id().namespace());
  }

  private static int wave(SortedMap<ResourceId, Integer> waves, ResourceId id) {
    return waves.getOrDefault(id, 0);
  }

  private static Set<ResourceId> shown(ResourceGraph graph, Filter filter) {
    Set<ResourceId> selected = new HashSet<>();
    for (ResourceNode node : graph.nodes().values()) {
      if (filter.selects(node)) {
        selected.add(node.id());
      }
    }
    if (!filter.neighbours()) {
      return selected;
    }
    Set<ResourceId> shown = new HashSet<>(selected);
    for (ResourceNode node : graph.nodes().values()) {
      for (ResourceId target : node.references()) {
        if (selected.contains(node.id())) {
          shown.add(target);
        }
        if (selected.contains(target)) {
          shown.add(node.id());
        }
      }
    }
    return shown;
  }

  /** The waves that have a resource here, ascending. */
  List<Integer> waves() {
    Set<Integer> waves = new TreeSet<>();
    for (Node n : nodes) {
      waves.add(n.wave());
    }
    return List.copyOf(waves);
  }
}
