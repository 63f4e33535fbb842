package dev.kix.k8s.schema;

/** Finds a type of one Kubernetes version by its full name. */
@FunctionalInterface
interface TypeResolver {
  /**
   * @throws IllegalStateException when there is none: the files refer only to what they hold
   */
  Schema type(String name);
}
