package dev.kix.cluster.instance;

import org.jspecify.annotations.Nullable;

/**
 * What an argument of a package was wired to.
 *
 * @param argument the formal argument
 * @param target the instance, or null: the argument gets {@code null} or its default
 * @param found how it was found
 * @param alias the alias that matched, or null when it was the name
 */
public record Dependency(
    String argument, @Nullable Instance target, Found found, @Nullable String alias) {

  /** The ways in which an argument finds what it is wired to, in the order they are tried. */
  public enum Found {
    /** {@code deps} says so. */
    DEPS("deps"),
    /** An instance of the same namespace. */
    NAMESPACE("namespace"),
    /** An instance of the same {@code kix.mkEnv}. */
    ENVIRONMENT("environment"),
    /** The only one in the other namespaces. */
    CLUSTER("cluster"),
    /** Made from {@code availablePackages} because it was required. */
    INSTANTIATED("instantiated"),
    /** Nothing was found and the argument has a default. */
    DEFAULT("default"),
    /** Nothing was found, which an import can live with as long as nobody uses it. */
    UNAVAILABLE("unavailable");

    private final String word;

    Found(String word) {
      this.word = word;
    }

    /** The word for it in machine-readable output. */
    public String word() {
      return word;
    }
  }

  /** Whether {@code null} is passed on even where the argument has a default. */
  public boolean explicitNull() {
    return target == null && found == Found.DEPS;
  }
}
