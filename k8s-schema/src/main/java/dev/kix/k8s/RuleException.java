package dev.kix.k8s;

import org.jspecify.annotations.Nullable;

/**
 * A rule that is something else for some resources. Immutable. In each pattern {@code *} stands for
 * any text; a null pattern matches everything, also what has no namespace or instance.
 *
 * @param rule pattern of rule ids
 * @param namespace pattern of namespaces
 * @param instance pattern of instances, {@code NAMESPACE/NAME}; one without a slash is matched
 *     against the name alone
 * @param resource pattern of {@code KIND/NAME}
 * @param level what the rule is there
 * @param reason why, in the words of the user; printed when a finding is let pass
 */
public record RuleException(
    String rule,
    @Nullable String namespace,
    @Nullable String instance,
    @Nullable String resource,
    RulePolicy.Level level,
    String reason) {
  /** Whether it speaks of a rule and a resource. */
  boolean covers(Rule about, Manifest manifest) {
    return matches(rule, about.id())
        && (namespace == null || matches(namespace, manifest.namespace()))
        && (resource == null || matches(resource, manifest.kind() + "/" + manifest.name()))
        && coversInstance(manifest.instance());
  }

  private boolean coversInstance(@Nullable String of) {
    if (instance == null) {
      return true;
    }
    if (of == null) {
      return false;
    }
    return matches(instance, instance.indexOf('/') < 0 ? of.substring(of.indexOf('/') + 1) : of);
  }

  /** Glob matching with {@code *} alone, in linear time for one star and never exponential. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
