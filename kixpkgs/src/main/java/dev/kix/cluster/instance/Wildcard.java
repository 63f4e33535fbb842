package dev.kix.cluster.instance;

import dev.kix.interpreter.value.Lazy;
import java.util.ArrayList;
import java.util.List;

/**
 * Definitions for every instance that matches a pattern.
 *
 * @param namespace a namespace or {@code *}
 * @param name an instance's name or {@code *}
 * @param part what is defined: {@code config} or {@code overrides}
 * @param module the definitions
 */
public record Wildcard(String namespace, String name, Part part, Lazy module) {
  /** What of an instance is defined. */
  public enum Part {
    CONFIG("config"),
    OVERRIDES("overrides");

    private final String attribute;

    Part(String attribute) {
      this.attribute = attribute;
    }

    /** The attribute of the instance. */
    public String attribute() {
      return attribute;
    }
  }

  /** The component that matches everything. */
  public static final String ANY = "*";

  /** Those of {@code wildcards} that reach an instance, in their order. */
  static List<Wildcard> matching(
      List<Wildcard> wildcards, String instanceNamespace, String instanceName) {
    List<Wildcard> matching = new ArrayList<>();
    for (Wildcard w : wildcards) {
      if (w.matches(instanceNamespace, instanceName)) {
        matching.add(w);
      }
    }
    return List.copyOf(matching);
  }

  /** Whether it reaches an instance. */
  public boolean matches(String instanceNamespace, String instanceName) {
    return (namespace.equals(ANY) || namespace.equals(instanceNamespace))
        && (name.equals(ANY) || name.equals(instanceName));
  }

  /** {@code instances.*.app.config}. */
  public String pattern() {
    return "instances." + namespace + "." + name + "." + part.attribute();
  }
}
