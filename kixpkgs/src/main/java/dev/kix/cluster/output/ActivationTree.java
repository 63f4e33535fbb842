package dev.kix.cluster.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.graph.ResourceGraph;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.cluster.graph.StoreObject;
import dev.kix.k8s.ResourceId;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.path.StoreDir;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The files of an activation. On top, one YAML file a resource, named {@code
 * WAVE-KIND-NAMESPACE-NAME.yaml}, so that {@code kubectl apply -f result} finds nothing else and
 * takes them in the order of waves; below {@code kix/}, for programs, the {@code activation.json}:
 * name, version, and every resource with its store path, wave and references.
 */
public final class ActivationTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ActivationTree() {}

  /**
   * @param text the manifest of a resource as YAML
   */
  public static FileTree.Directory of(
      String cluster,
      String kubernetesVersion,
      StoreDir dir,
      ResourceGraph graph,
      SortedMap<ResourceId, Integer> waves,
      SortedMap<ResourceId, StoreObject> objects,
      Function<ResourceNode, String> text) {
    Map<String, FileTree> files = new TreeMap<>();
    ObjectNode activation = JSON.objectNode();
    activation.put("cluster", cluster);
    activation.put("kubernetesVersion", kubernetesVersion);
    ArrayNode resources = activation.putArray("resources");
    for (ResourceNode node : graph.nodes().values()) {
      ResourceId id = node.id();
      int wave = waves.getOrDefault(id, 0);
      StoreObject object = objects.get(id);
      if (object == null) {
        throw new IllegalArgumentException("no store object for " + id);
      }
      String file = fileName(id, wave);
      for (int n = 2; files.containsKey(file); n++) {
        file = fileName(id, wave).replace(".yaml", "-" + n + ".yaml"); // two groups, one kind
      }
      files.put(file, MemoryTree.file(text.apply(node).getBytes(StandardCharsets.UTF_8)));
      ObjectNode entry = resources.addObject();
      describe(entry, id);
      entry.put("file", file);
      entry.put("path", dir.print(object.path()));
      entry.put("wave", wave);
      if (node.instance() != null) {
        entry.put("instance", node.instance());
      }
      entry.put("stateful", node.stateful());
      ArrayNode references = entry.putArray("references");
      for (ResourceId target : node.references()) {
        describe(references.addObject(), target);
      }
    }
    byte[] json = (activation.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    files.put("kix", MemoryTree.directory(Map.of("activation.json", MemoryTree.file(json))));
    return MemoryTree.directory(files);
  }

  private static void describe(ObjectNode entry, ResourceId id) {
    entry.put("group", id.group());
    entry.put("kind", id.kind());
    if (id.namespace() != null) {
      entry.put("namespace", id.namespace());
    }
    entry.put("name", id.name());
  }

  private static String fileName(ResourceId id, int wave) {
    String namespace = id.namespace();
    String name =
        wave + "-" + id.kind() + "-" + (namespace == null ? "" : namespace + "-") + id.name();
    return name.replace('/', '_').replace(':', '_') + ".yaml";
  }
}
