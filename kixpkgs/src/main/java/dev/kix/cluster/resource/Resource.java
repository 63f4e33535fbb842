package dev.kix.cluster.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.ResourceId;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the cluster, evaluated. Ordinary Java text.
 *
 * @param id which one
 * @param manifest what is sent to the API server: without nulls, keys in byte order
 * @param references the resources whose {@code out} was used in it, itself not included
 * @param source where each field was set
 * @param namespace the instance's namespace, or null for a resource of the cluster itself
 * @param instance the instance's name, or null likewise
 * @param stateful whether the instance's package says {@code lifecycle = "stateful"}
 */
public record Resource(
    ResourceId id,
    ObjectNode manifest,
    SortedSet<ResourceId> references,
    ManifestSource source,
    @Nullable String namespace,
    @Nullable String instance,
    boolean stateful) {

  /** {@code NS/NAME} of the instance, or null. */
  public @Nullable String instancePath() {
    return instance == null ? null : namespace + "/" + instance;
  }

  /** The same resource with more references. */
  public Resource withReferences(SortedSet<ResourceId> all) {
    return new Resource(id, manifest, all, source, namespace, instance, stateful);
  }
}
