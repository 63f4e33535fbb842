package dev.kix.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * One resource as it will be sent to the API server, with the source positions behind it. The tree
 * is never changed by anything in this module and must not be changed while it is being checked.
 */
public final class Manifest {
  private final JsonNode tree;
  private final ManifestSource source;
  private final @Nullable String instance;
  private final boolean fromChart;

  /**
   * @param tree the manifest; normally an object, anything else is reported by the validator
   * @param source where its fields come from; {@link ManifestSource#UNKNOWN} when nobody knows
   */
  public Manifest(JsonNode tree, ManifestSource source) {
    this(tree, source, null);
  }

  /**
   * @param instance the instance it belongs to, {@code NAMESPACE/NAME}, or null
   */
  public Manifest(JsonNode tree, ManifestSource source, @Nullable String instance) {
    this(tree, source, instance, false);
  }

  /**
   * @param fromChart whether it was rendered from a Helm chart, which who uses it cannot change
   */
  public Manifest(
      JsonNode tree, ManifestSource source, @Nullable String instance, boolean fromChart) {
    this.tree = tree;
    this.source = source;
    this.instance = instance;
    this.fromChart = fromChart;
  }

  /** Whether it was rendered from a Helm chart: some rules ask less of it then. */
  public boolean fromChart() {
    return fromChart;
  }

  /** The instance it belongs to, {@code NAMESPACE/NAME}, or null. */
  public @Nullable String instance() {
    return instance;
  }

  public JsonNode tree() {
    return tree;
  }

  public ManifestSource source() {
    return source;
  }

  /** The {@code apiVersion} field, empty when missing or not a string. */
  public String apiVersion() {
    return tree.path("apiVersion").textValue() instanceof String s ? s : "";
  }

  /** The {@code kind} field, empty when missing or not a string. */
  public String kind() {
    return tree.path("kind").textValue() instanceof String s ? s : "";
  }

  public GroupVersionKind groupVersionKind() {
    return GroupVersionKind.of(apiVersion(), kind());
  }

  /**
   * {@code metadata.name} (a number as its digits), else {@code metadata.generateName}, else empty.
   */
  public String name() {
    String name = metadata().path("name").asText("");
    return name.isEmpty() ? metadata().path("generateName").asText("") : name;
  }

  /** {@code metadata.namespace}, empty when there is none. */
  public String namespace() {
    return metadata().path("namespace").textValue() instanceof String s ? s : "";
  }

  /** {@code metadata}, or a missing node. */
  public JsonNode metadata() {
    return tree.path("metadata");
  }

  /** {@code spec}, or a missing node. */
  public JsonNode spec() {
    return tree.isObject() ? tree.path("spec") : MissingNode.getInstance();
  }

  /**
   * The identity as the manifest itself states it: a namespaced resource without a {@code
   * namespace} field has none here.
   */
  public ResourceId id() {
    String namespace = namespace();
    return new ResourceId(
        groupVersionKind().group(), kind(), namespace.isEmpty() ? null : namespace, name());
  }

  @Override
  public String toString() {
    return id().toString();
  }
}
