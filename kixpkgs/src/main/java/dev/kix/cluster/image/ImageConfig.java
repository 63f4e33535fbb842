package dev.kix.cluster.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** The {@code config} of an image (OCI Image Specification, "Image Configuration") and its base. */
final class ImageConfig {
  private ImageConfig() {}

  /**
   * Takes over layers and configuration of a base. Types of Docker become those of OCI, since one
   * manifest does not mix them.
   */
  static void addBase(
      JsonNode manifest, JsonNode config, ArrayNode layers, ArrayNode diffs, ObjectNode merged)
      throws IOException {
    for (JsonNode layer : manifest.path("layers")) {
      String type = layer.path("mediaType").asText("");
      String oci =
          switch (type) {
            case "application/vnd.docker.image.rootfs.diff.tar.gzip" -> OciLayout.LAYER + "+gzip";
            case "application/vnd.docker.image.rootfs.diff.tar" -> OciLayout.LAYER;
            default -> type;
          };
      layers.add(
          OciLayout.descriptor(oci, layer.path("digest").asText(""), layer.path("size").asLong()));
    }
    for (JsonNode diff : config.path("rootfs").path("diff_ids")) {
      diffs.add(diff);
    }
    if (diffs.size() != layers.size()) {
      throw new IOException("its base does not say of each layer what it holds (diff_ids)");
    }
    if (config.path("config") instanceof ObjectNode inner) {
      merged.setAll(inner);
    }
  }

  /**
   * Puts {@code config} over what is there: variables of {@code Env} and the entries of maps one by
   * one, anything else as a whole; {@code null} takes a field away. A new {@code Entrypoint} takes
   * the base's {@code Cmd} away, as Docker does.
   */
  static void merge(ObjectNode merged, JsonNode config) {
    if (config.has("Entrypoint") && !config.has("Cmd")) {
      merged.remove("Cmd");
    }
    for (Map.Entry<String, JsonNode> field : config.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      JsonNode there = merged.get(name);
      if (value.isNull()) {
        merged.remove(name);
      } else if (name.equals("Env") && there instanceof ArrayNode base && value.isArray()) {
        merged.set(name, environment(base, value));
      } else if (there instanceof ObjectNode base && value instanceof ObjectNode added) {
        base.setAll(added);
      } else {
        merged.set(name, value);
      }
    }
  }

  private static ArrayNode environment(ArrayNode base, JsonNode added) {
    ArrayNode out = base.arrayNode();
    for (JsonNode variable : base) {
      boolean replaced = false;
      for (JsonNode other : added) {
        replaced |= key(other).equals(key(variable));
      }
      if (!replaced) {
        out.add(variable);
      }
    }
    added.forEach(out::add);
    return out;
  }

  private static String key(JsonNode variable) {
    String text = variable.asText("");
    int equals = text.indexOf('=');
    return equals < 0 ? text : text.substring(0, equals);
  }
}
