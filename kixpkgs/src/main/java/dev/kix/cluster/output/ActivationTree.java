package dev.kix.cluster.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.kix.cluster.graph.ResourceGraph;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.cluster.graph.StoreObject;
import dev.kix.k8s.ResourceId;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.path.StoreDir;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    StringWriter json = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
      // The root hash is taken over this text, so that a line ends alike on every system.
      DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
      lines.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      out.setPrettyPrinter(lines);
      out.writeStartObject();
      out.writeStringField("cluster", cluster);
      out.writeStringField("kubernetesVersion", kubernetesVersion);
      out.writeArrayFieldStart("resources");
      for (ResourceNode node : graph.nodes().values()) {
        int wave = waves.getOrDefault(node.id(), 0);
        StoreObject object = objects.get(node.id());
        if (object == null) {
          throw new IllegalArgumentException("no store object for " + node.id());
        }
        String file = fileName(node.id(), wave);
        for (int n = 2; files.containsKey(file); n++) {
          file =
              fileName(node.id(), wave).replace(".yaml", "-" + n + ".yaml"); // two groups, one kind
        }
        files.put(file, MemoryTree.file(text.apply(node).getBytes(StandardCharsets.UTF_8)));
        describe(out, node, file, dir.print(object.path()), wave);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
    files.put("kix", MemoryTree.directory(Map.of("activation.json", MemoryTree.file(bytes))));
    return MemoryTree.directory(files);
  }

  // Written as it comes: a tree of JSON nodes would take Jackson's whole object mapper to print.
  private static void describe(
      JsonGenerator out, ResourceNode node, String file, String path, int wave) throws IOException {
    out.writeStartObject();
    id(out, node.id());
    out.writeStringField("file", file);
    out.writeStringField("path", path);
    out.writeNumberField("wave", wave);
    if (node.instance() != null) {
      out.writeStringField("instance", node.instance());
    }
    out.writeBooleanField("stateful", node.stateful());
    out.writeArrayFieldStart("references");
    for (ResourceId target : node.references()) {
      out.writeStartObject();
      id(out, target);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void id(JsonGenerator out, ResourceId id) throws IOException {
    out.writeStringField("group", id.group());
    out.writeStringField("kind", id.kind());
    if (id.namespace() != null) {
      out.writeStringField("namespace", id.namespace());
    }
    out.writeStringField("name", id.name());
  }

  private static String fileName(ResourceId id, int wave) {
    String namespace = id.namespace();
    String name =
        wave + "-" + id.kind() + "-" + (namespace == null ? "" : namespace + "-") + id.name();
    return name.replace('/', '_').replace(':', '_') + ".yaml";
  }
}
