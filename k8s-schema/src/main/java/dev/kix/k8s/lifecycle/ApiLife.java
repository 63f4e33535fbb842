package dev.kix.k8s.lifecycle;

import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one API's life. A null version means that the source does not say, or that it
 * has not been announced.
 *
 * @param api the API
 * @param introduced the first version that serves it
 * @param deprecated the first version that calls it deprecated
 * @param removed the first version that does not serve it any more; may lie in the future
 * @param replacement the apiVersion to use instead
 * @param note what to do when there is no replacement, or null
 * @param source the document this was read from
 */
public record ApiLife(
    GroupVersionKind api,
    @Nullable KubernetesVersion introduced,
    @Nullable KubernetesVersion deprecated,
    @Nullable KubernetesVersion removed,
    @Nullable String replacement,
    @Nullable String note,
    String source) {
  /** Whether a cluster of that version no longer serves it. */
  public boolean isRemovedIn(KubernetesVersion version) {
    return removed != null && version.isAtLeast(removed);
  }

  /** Whether a cluster of that version does not serve it yet. */
  public boolean isNotYetIn(KubernetesVersion version) {
    return introduced != null && !version.isAtLeast(introduced);
  }

  /** Whether a cluster of that version serves it and calls it deprecated. */
  public boolean isDeprecatedIn(KubernetesVersion version) {
    return deprecated != null && version.isAtLeast(deprecated) && !isRemovedIn(version);
  }
}
