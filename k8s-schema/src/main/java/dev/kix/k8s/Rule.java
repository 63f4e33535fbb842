package dev.kix.k8s;

/**
 * What a user can switch.
 *
 * @param id stable, kebab-case
 * @param group what it looks at
 * @param severity what it is unless a policy says otherwise
 * @param on whether it is on unless a policy says otherwise
 * @param summary one sentence for the manual
 */
public record Rule(String id, RuleGroup group, Severity severity, boolean on, String summary) {
  /** What the manual says of it: {@code error}, {@code warning} or {@code off}. */
  public String byItself() {
    return on ? severity.word() : "off";
  }
}
