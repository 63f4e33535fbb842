package dev.kix.cluster.graph;

import dev.kix.k8s.ResourceId;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Gives every resource its store path: that of a text with references, as Nix computes it for
 * {@code builtins.toFile}. The path depends on the manifest and on the paths of all resources it
 * refers to, and on nothing else. The members of a cycle cannot have one another's paths in theirs;
 * each has the hash of all of them in its text instead.
 */
public final class ResourceHasher {
  private final StoreDir dir;
  private final Function<ResourceNode, String> text;

  /**
   * @param text the text of a manifest, ordinary Java text; must depend on the manifest alone
   */
  public ResourceHasher(StoreDir dir, Function<ResourceNode, String> text) {
    this.dir = dir;
    this.text = text;
  }

  /** The store object of every resource. */
  public SortedMap<ResourceId, StoreObject> hash(ResourceGraph graph) {
    SortedMap<ResourceId, StoreObject> objects = new TreeMap<>();
    for (List<ResourceNode> component : graph.components()) {
      Set<ResourceId> members = new HashSet<>();
      for (ResourceNode node : component) {
        members.add(node.id());
      }
      String preamble = component.size() == 1 ? "" : preamble(component, members, objects);
      Map<ResourceId, StoreObject> made = new HashMap<>();
      for (ResourceNode node : component) {
        SortedSet<StorePath> references = outside(node, members, objects);
        String content = bytes(preamble + text.apply(node));
        StorePath path = dir.makeTextPath(storeName(node.id()), Hash.sha256(content), references);
        made.put(node.id(), new StoreObject(path, content, references));
      }
      objects.putAll(made);
    }
    return objects;
  }

  private String preamble(
      List<ResourceNode> component,
      Set<ResourceId> members,
      SortedMap<ResourceId, StoreObject> objects) {
    StringBuilder all = new StringBuilder("kix-cycle-1\n");
    for (ResourceNode node : component) {
      all.append(storeName(node.id())).append('\n');
      all.append(Hash.sha256(bytes(text.apply(node))).base16()).append('\n');
      for (StorePath reference : outside(node, members, objects)) {
        all.append(reference.baseName()).append('\n');
      }
    }
    return "# refers to itself by way of others; together they are "
        + Hash.sha256(bytes(all.toString())).sri()
        + "\n";
  }

  private static SortedSet<StorePath> outside(
      ResourceNode node, Set<ResourceId> members, SortedMap<ResourceId, StoreObject> objects) {
    SortedSet<StorePath> paths = new TreeSet<>();
    for (ResourceId target : node.references()) {
      StoreObject object = members.contains(target) ? null : objects.get(target);
      if (object != null) {
        paths.add(object.path());
      }
    }
    return paths;
  }

  /** {@code Deployment-kube-system-coredns}, without what a store path's name may not hold. */
  static String storeName(ResourceId id) {
    String namespace = id.namespace();
    String name = id.kind() + "-" + (namespace == null ? "" : namespace + "-") + id.name();
    StringBuilder safe = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "+-._?=".indexOf(c) >= 0;
      safe.append(allowed ? c : '_');
    }
    return safe.length() <= 200 ? safe.toString() : safe.substring(0, 200);
  }

  private static String bytes(String javaText) {
    return new String(javaText.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
