package dev.kix.k8s;

/**
 * What a user can switch.
 *
 * @param id stable, kebab-case
 * @param group what it looks at
 * @param severity what it is unless a policy says otherwise
 * @param inCharts the severity in what was rendered from a Helm chart: a warning where the server
 *     takes the resource, the pods run, and only the part in question does nothing. Who uses a
 *     chart cannot change it, and has lived with that part
 * @param on whether it is on unless a policy says otherwise
 * @param summary one sentence for the manual
 */
public record Rule(
    String id, RuleGroup group, Severity severity, Severity inCharts, boolean on, String summary) {
  /** A rule that is the same for everything. */
  public Rule(String id, RuleGroup group, Severity severity, boolean on, String summary) {
    this(id, group, severity, severity, on, summary);
  }

  /** This rule as a warning for charts. */
  Rule warningInCharts() {
    return new Rule(id, group, severity, Severity.WARNING, on, summary);
  }

  /** What the manual says of it in charts: {@code error}, {@code warning} or {@code off}. */
  public String byItselfInCharts() {
    return on ? inCharts.word() : "off";
  }

  /** What the manual says of it: {@code error}, {@code warning} or {@code off}. */
  public String byItself() {
    return on ? severity.word() : "off";
  }
}
