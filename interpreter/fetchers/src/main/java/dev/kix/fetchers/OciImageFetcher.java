package dev.kix.fetchers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.fetch.Input;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Container images by digest, as an OCI layout: {@code image} ({@code registry.example.org/base}),
 * {@code digest} of the manifest or of an index, {@code os} and {@code arch}. What the digest names
 * is in the cache once it was fetched, and nobody is asked again.
 */
public final class OciImageFetcher implements Fetcher {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DOCKER_HUB = "registry-1.docker.io";

  /** Made by {@link java.util.ServiceLoader}. */
  public OciImageFetcher() {}

  @Override
  public Set<String> types() {
    return Set.of("oci-image");
  }

  @Override
  public Fetched fetch(Input input, FetchContext context) {
    String image = input.attrs().requireString("image");
    String digest = input.attrs().requireString("digest");
    String os = input.attrs().requireString("os");
    String arch = input.attrs().requireString("arch");
    OciRegistry registry = new OciRegistry(context, location(image));
    String chosen = digest;
    byte[] bytes = manifest(registry, image, chosen);
    JsonNode manifest = json(bytes, image, chosen);
    if (manifest.has("manifests")) {
      String found = choose(manifest, os, arch);
      if (found == null) {
        throw FetchErrors.error(
            "'" + image + "@" + digest + "' has no image for " + os + "/" + arch);
      }
      chosen = found;
      bytes = manifest(registry, image, chosen);
      manifest = json(bytes, image, chosen);
    }
    Map<String, FileTree> blobs = new TreeMap<>();
    blobs.put(chosen.substring(7), MemoryTree.file(bytes));
    try {
      String config = manifest.path("config").path("digest").asText("");
      blobs.put(hex(config), DiskTree.of(registry.blob(config)));
      for (JsonNode layer : manifest.path("layers")) {
        String blob = layer.path("digest").asText("");
        blobs.put(hex(blob), DiskTree.of(registry.blob(blob)));
      }
    } catch (IOException e) {
      throw FetchErrors.io("reading from", context.settings().cacheFolder(), e);
    }
    String index =
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"digest\":\""
            + chosen
            + "\",\"size\":"
            + bytes.length
            + "}]}";
    FileTree tree =
        MemoryTree.directory(
            Map.of(
                "blobs",
                MemoryTree.directory(Map.of("sha256", MemoryTree.directory(blobs))),
                "index.json",
                MemoryTree.text(index),
                "oci-layout",
                MemoryTree.text("{\"imageLayoutVersion\":\"1.0.0\"}")));
    Hash known = Hash.of(HashAlgorithm.SHA256, chosen.getBytes(StandardCharsets.US_ASCII));
    return new Fetched(tree, input, known);
  }

  private static String hex(String digest) {
    return digest.replaceFirst("^sha256:", "");
  }

  private static byte[] manifest(OciRegistry registry, String image, String digest) {
    byte[] bytes = registry.manifestBytes(digest);
    if (bytes == null) {
      throw FetchErrors.error("the registry has no image '" + image + "@" + digest + "'");
    }
    return bytes;
  }

  private static JsonNode json(byte[] bytes, String image, String digest) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw FetchErrors.error("'" + image + "@" + digest + "' is not a manifest: it is not JSON");
    }
  }

  private static @Nullable String choose(JsonNode index, String os, String arch) {
    for (JsonNode entry : index.path("manifests")) {
      JsonNode platform = entry.path("platform");
      if (platform.path("os").asText("").equals(os)
          && platform.path("architecture").asText("").equals(arch)) {
        return entry.path("digest").asText("");
      }
    }
    return null;
  }

  /** Host and repository: names without a host are those of Docker Hub, as everywhere. */
  static String location(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (!host) {
      return DOCKER_HUB + "/" + (slash < 0 ? "library/" : "") + image;
    }
    return first.equals("docker.io") ? DOCKER_HUB + image.substring(slash) : image;
  }
}
