package dev.kix.k8s;

import org.jspecify.annotations.Nullable;

/**
 * An API type's full name. Immutable; ordered by group, version, kind as text.
 *
 * @param group the API group, empty for the core group
 * @param version the version within the group, such as {@code v1}
 * @param kind the kind, such as {@code Deployment}
 */
public record GroupVersionKind(String group, String version, String kind)
    implements Comparable<GroupVersionKind> {
  /** From the two fields a manifest has: {@code apps/v1} and {@code Deployment}. */
  public static GroupVersionKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersionKind("", apiVersion, kind)
        : new GroupVersionKind(
            apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  /** The value of a manifest's {@code apiVersion} field: {@code group/version}, or the version. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  @Override
  public int compareTo(GroupVersionKind other) {
    int order = group.compareTo(other.group);
    order = order != 0 ? order : version.compareTo(other.version);
    return order != 0 ? order : kind.compareTo(other.kind);
  }

  // Written out: what the compiler makes for a record is linked at run time, which shows at
  // start-up.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GroupVersionKind that
        && kind.equals(that.kind)
        && version.equals(that.version)
        && group.equals(that.group);
  }

  @Override
  public int hashCode() {
    return (group.hashCode() * 31 + version.hashCode()) * 31 + kind.hashCode();
  }

  /** {@code apps/v1 Deployment}. */
  @Override
  public String toString() {
    return apiVersion() + " " + kind;
  }
}
