package dev.kix.cluster.instance;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What namespaces and instances may be called: resources bear their names, and labels do. Rules: <a
 * href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object Names and
 * IDs</a>. Texts hold one char per byte.
 */
final class InstanceNames {
  private static final int LONGEST = 63;
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern INSTANCE = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");

  private InstanceNames() {}

  /**
   * What is wrong with the name of a namespace, as further lines of a message; null for nothing.
   */
  static @Nullable String wrongNamespace(String name) {
    return wrong(name, NAMESPACE, "'-'");
  }

  /**
   * What is wrong with the name of an instance, as further lines of a message; null for nothing.
   */
  static @Nullable String wrongInstance(String name) {
    return wrong(name, INSTANCE, "'-' and '.'");
  }

  private static @Nullable String wrong(String name, Pattern allowed, String others) {
    if (name.isEmpty()) {
      return "a name has at least one character.";
    }
    if (name.length() > LONGEST) {
      return "it has " + name.length() + " characters; at most " + LONGEST + " are allowed.";
    }
    if (allowed.matcher(name).matches()) {
      return null;
    }
    if (name.contains(Wildcard.ANY)) {
      return "'*' stands for a whole name, not for a part of one.";
    }
    String text =
        "lower-case letters, digits and "
            + others
            + " are allowed, with a letter or digit at both ends.";
    String near =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return near.isEmpty() || !name.chars().allMatch(c -> c < 128)
        ? text
        : text + "\nWrite '" + near + "'.";
  }
}
