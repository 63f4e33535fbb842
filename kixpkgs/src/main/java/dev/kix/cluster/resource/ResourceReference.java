package dev.kix.cluster.resource;

import dev.kix.interpreter.value.Bytes;
import dev.kix.k8s.ResourceId;

/**
 * A resource as an element of a string's context: a string that a resource's {@code out} hands on
 * carries it, and whoever puts the string into a manifest thereby refers to the resource.
 */
public final class ResourceReference {
  /** How such an element begins; see {@link dev.kix.interpreter.value.StringContext}. */
  private static final String PREFIX = "@kix-resource:";

  private ResourceReference() {}

  /** The context element of a resource, one char per byte. */
  public static String encode(ResourceId id) {
    String namespace = id.namespace();
    return Bytes.encode(
        PREFIX
            + id.group()
            + "/"
            + id.kind()
            + "/"
            + (namespace == null ? "" : namespace)
            + "/"
            + id.name());
  }

  /** Whether a context element is a resource. */
  public static boolean isReference(String element) {
    return element.startsWith(PREFIX);
  }

  /** The resource of a context element that {@link #isReference}. */
  public static ResourceId decode(String element) {
    String[] parts = Bytes.decode(element.substring(PREFIX.length())).split("/", 4);
    return new ResourceId(parts[0], parts[1], parts[2].isEmpty() ? null : parts[2], parts[3]);
  }
}
