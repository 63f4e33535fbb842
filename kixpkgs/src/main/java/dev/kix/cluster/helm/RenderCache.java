package dev.kix.cluster.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What charts were rendered to, by the hash of all that decides about it. Rendering is a function
 * of that, so nothing here grows old; a damaged entry counts as none. Several processes may share a
 * folder.
 */
final class RenderCache {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  RenderCache(Path cacheFolder) {
    this.folder = cacheFolder.resolve("helm").resolve("rendered");
  }

  /** The key of a request. */
  static String key(ChartRequest request, String renderer) {
    ArrayNode all = JSON.createArrayNode();
    all.add(renderer);
    all.add(request.chart().hash().base16());
    all.add(request.values());
    all.add(request.release());
    all.add(request.namespace());
    all.add(request.kubernetesVersion());
    all.add(String.join(",", request.apiVersions()));
    return Hash.of(HashAlgorithm.SHA256, all.toString().getBytes(StandardCharsets.UTF_8)).base16();
  }

  @Nullable RenderedChart get(String key) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(key + ".json")));
      List<RenderedChart.Document> documents = new ArrayList<>();
      for (JsonNode d : json.path("documents")) {
        String source = d.path("source").textValue();
        String text = d.path("text").textValue();
        if (source == null || text == null) {
          return null;
        }
        documents.add(
            new RenderedChart.Document(source, text, d.path("definition").booleanValue()));
      }
      String name = json.path("name").textValue();
      String version = json.path("version").textValue();
      return name == null || version == null || !json.path("documents").isArray()
          ? null
          : new RenderedChart(name, version, documents);
    } catch (IOException e) {
      return null;
    }
  }

  /** Keeps a rendering; where that is not possible, it is made again next time. */
  void put(String key, RenderedChart chart) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", chart.name());
    json.put("version", chart.version());
    ArrayNode documents = json.putArray("documents");
    for (RenderedChart.Document d : chart.documents()) {
      documents
          .addObject()
          .put("source", d.source())
          .put("text", d.text())
          .put("definition", d.definition());
    }
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "chart", ".tmp");
      try {
        Files.write(temporary, bytes(json));
        Files.move(
            temporary,
            folder.resolve(key + ".json"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        TreeWriter.sync(folder);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      return;
    }
  }

  private static byte[] bytes(ObjectNode json) throws IOException {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IOException(e);
    }
  }
}
