package dev.kix.k8s;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells, for a field of one manifest, which source text set it. The cluster compiler implements it
 * over Nix positions, a YAML reader over line numbers. Implementations must give the same answer
 * every time and must allow calls from several threads.
 */
@FunctionalInterface
public interface ManifestSource {
  /** A source that knows nothing. */
  ManifestSource UNKNOWN = path -> null;

  /**
   * The position that set the value at {@code path}, or null when it is not known. Asked only for
   * what ends up in a finding, so an implementation may take its time.
   *
   * @param path a path as {@link JsonPath} writes it, such as {@code
   *     $.spec.template.spec.containers[0].image}; {@code $} is the manifest itself
   */
  @Nullable SourcePosition positionOf(String path);

  /**
   * The definitions that the value at {@code path} was made from, in a fixed order; empty when
   * there are none or nobody knows. Asked only for what ends up in a finding.
   */
  default List<FieldOrigin> originsOf(String path) {
    return List.of();
  }

  /**
   * The position of {@code path} or of the nearest enclosing value whose position is known. A
   * missing field has no position of its own: its parent's is what a reader needs.
   */
  default @Nullable SourcePosition nearestPositionOf(String path) {
    for (String p = path; ; p = JsonPath.parent(p)) {
      SourcePosition found = positionOf(p);
      if (found != null || p.equals(JsonPath.ROOT)) {
        return found;
      }
    }
  }
}
