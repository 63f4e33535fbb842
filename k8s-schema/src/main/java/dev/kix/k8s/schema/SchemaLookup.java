package dev.kix.k8s.schema;

import dev.kix.k8s.GroupVersionKind;
import org.jspecify.annotations.Nullable;

/**
 * Where schemas come from that are neither built in nor defined by the manifests themselves, such
 * as a folder of JSON schemas. Asked by many threads; must give the same answer every time.
 */
@FunctionalInterface
public interface SchemaLookup {
  /** The schema of a kind, or null when there is none here. */
  @Nullable Schema find(GroupVersionKind gvk);
}
