package dev.kix.cluster.instance;

import dev.kix.interpreter.value.Lazy;

/**
 * Option definitions for every instance that matches a pattern.
 *
 * @param namespace a namespace or {@code *}
 * @param name an instance's name or {@code *}
 * @param module the definitions
 */
public record Wildcard(String namespace, String name, Lazy module) {
  /** The component that matches everything. */
  public static final String ANY = "*";

  /** Whether it reaches an instance. */
  public boolean matches(String instanceNamespace, String instanceName) {
    return (namespace.equals(ANY) || namespace.equals(instanceNamespace))
        && (name.equals(ANY) || name.equals(instanceName));
  }

  /** {@code instances.*.app}. */
  public String pattern() {
    return "instances." + namespace + "." + name;
  }
}
