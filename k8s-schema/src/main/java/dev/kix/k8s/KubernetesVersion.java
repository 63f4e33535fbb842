package dev.kix.k8s;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minor version of Kubernetes such as 1.34: the unit in which APIs appear and disappear. Patch
 * releases never change an API, so none is kept. Immutable.
 *
 * @param major the number before the dot
 * @param minor the number after it
 */
public record KubernetesVersion(int major, int minor) implements Comparable<KubernetesVersion> {
  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,3})\\.(\\d{1,4})\\+?(?:\\.\\d{1,6})?(?:[-+].*)?");

  /**
   * Reads {@code 1.34}, {@code v1.34}, {@code 1.34.2} or what a server calls itself ({@code
   * v1.31.4-gke.1256000}, {@code 1.30+}); everything behind the minor version is dropped.
   *
   * @throws IllegalArgumentException when the text is no version, in a sentence for the user
   */
  public static KubernetesVersion parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a Kubernetes version: expected something like \"1.34\"");
    }
    return new KubernetesVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  /** Whether this version is {@code other} or newer. */
  public boolean isAtLeast(KubernetesVersion other) {
    return compareTo(other) >= 0;
  }

  /** The form used everywhere: {@code 1.34}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
