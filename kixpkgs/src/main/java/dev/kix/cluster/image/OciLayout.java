package dev.kix.cluster.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the OCI Image Layout Specification: blobs by digest, and which of them is the image.
 *
 * @param blobs by digest, {@code sha256:…}
 * @param manifest the digest of the image's manifest
 * @param name what {@code index.json} calls the image, or empty
 */
public record OciLayout(SortedMap<String, FileTree.File> blobs, String manifest, String name) {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** Sorted keys, no blanks: the same tree gives the same bytes. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final int BUFFER = 64 * 1024;
  private static final int MAX_JSON = 8 << 20;

  /** JSON as bytes, objects sorted by key. */
  static byte[] bytes(JsonNode json) throws IOException {
    return JSON.writeValueAsBytes(JSON.treeToValue(json, Object.class));
  }

  static String digest(FileTree.File file) throws IOException {
    Hasher hasher = Hasher.of(HashAlgorithm.SHA256);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = file.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hasher.update(buffer, 0, n);
      }
    }
    return "sha256:" + hasher.finish().base16();
  }

  static String digest(byte[] bytes) {
    return "sha256:" + Hash.of(HashAlgorithm.SHA256, bytes).base16();
  }

  /** A reference to a blob, as manifests hold it. */
  static ObjectNode descriptor(String type, String digest, long size) {
    return JSON.createObjectNode().put("mediaType", type).put("digest", digest).put("size", size);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  JsonNode json(String digest) throws IOException {
    FileTree.File blob = blobs.get(digest);
    if (blob == null) {
      throw new IOException("the image has no blob '" + digest + "'");
    }
    return read(blob);
  }

  private static JsonNode read(FileTree.File file) throws IOException {
    try (InputStream in = file.open()) {
      return JSON.readTree(in.readNBytes(MAX_JSON));
    }
  }

  /**
   * The image in a folder.
   *
   * @param os which one when there are several, with {@code architecture}
   * @throws IOException when it is no such folder; the message is ordinary Java text
   */
  static OciLayout read(FileTree.Directory folder, String os, String architecture)
      throws IOException {
    if (!folder.names().contains("index.json") || !folder.names().contains("blobs")) {
      throw new IOException("it is no OCI image layout: it has no index.json and blobs/");
    }
    SortedMap<String, FileTree.File> blobs = new TreeMap<>();
    if (folder.child("blobs") instanceof FileTree.Directory algorithms
        && algorithms.names().contains("sha256")
        && algorithms.child("sha256") instanceof FileTree.Directory files) {
      for (String name : files.names()) {
        if (files.child(name) instanceof FileTree.File file) {
          blobs.put("sha256:" + name, file);
        }
      }
    }
    JsonNode index =
        folder.child("index.json") instanceof FileTree.File file ? read(file) : object();
    OciLayout all = new OciLayout(blobs, "", "");
    String manifest = all.choose(index, os, architecture, 0);
    if (manifest == null) {
      throw new IOException("it has no image for " + os + "/" + architecture);
    }
    return new OciLayout(blobs, manifest, "");
  }

  private @Nullable String choose(JsonNode index, String os, String architecture, int depth)
      throws IOException {
    for (JsonNode entry : index.path("manifests")) {
      String digest = entry.path("digest").asText("");
      JsonNode platform = entry.path("platform");
      boolean fits =
          platform.isMissingNode()
              || platform.path("os").asText("").equals(os)
                  && platform.path("architecture").asText("").equals(architecture);
      if (!fits || !blobs.containsKey(digest)) {
        continue;
      }
      JsonNode inner = json(digest);
      if (inner.has("layers")) {
        return digest;
      }
      String found = depth < 3 ? choose(inner, os, architecture, depth + 1) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The folder, as {@code skopeo}, {@code crane} and {@code podman} read it. */
  public FileTree.Directory tree() throws IOException {
    return tree(List.of(this));
  }

  /** One folder with several images. */
  public static FileTree.Directory tree(List<OciLayout> images) throws IOException {
    Map<String, FileTree> blobs = new TreeMap<>();
    ObjectNode index = object().put("schemaVersion", 2).put("mediaType", INDEX);
    var manifests = index.putArray("manifests");
    for (OciLayout image : images) {
      image.blobs.forEach((digest, file) -> blobs.put(digest.substring("sha256:".length()), file));
      FileTree.File manifest = image.blobs.get(image.manifest);
      if (manifest == null) {
        throw new IOException("the image has no manifest");
      }
      ObjectNode entry = descriptor(MANIFEST, image.manifest, manifest.size());
      if (!image.name.isEmpty()) {
        entry.putObject("annotations").put("org.opencontainers.image.ref.name", image.name);
      }
      manifests.add(entry);
    }
    return MemoryTree.directory(
        Map.of(
            "blobs",
            MemoryTree.directory(Map.of("sha256", MemoryTree.directory(blobs))),
            "index.json",
            MemoryTree.file(bytes(index)),
            "oci-layout",
            MemoryTree.text("{\"imageLayoutVersion\":\"1.0.0\"}")));
  }
}
