package dev.kix.k8s;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings under a policy. Used by one thread; the same finding reported twice is kept
 * once, and {@link #sorted()} does not depend on the order of reports.
 */
public final class Findings {
  private final RulePolicy policy;
  private final Set<Finding> found = new LinkedHashSet<>();

  public Findings(RulePolicy policy) {
    this.policy = policy;
  }

  /**
   * Reports a finding, unless the policy switches its rule off. If it does so for a reason, a note
   * with the reason is kept in its place, one for each rule and resource.
   *
   * @param manifest the resource that has to be changed
   * @param path the place in it, or null for the whole
   * @param headline see {@link Finding#headline}
   * @param message see {@link Finding#message}
   * @param hint what to do, or null
   */
  public void report(
      Rule rule,
      Manifest manifest,
      @Nullable String path,
      String headline,
      String message,
      @Nullable String hint) {
    RulePolicy.Decision decision = policy.decide(rule, manifest);
    Severity severity = decision.severity();
    if (severity != null) {
      SourcePosition position =
          manifest.source().nearestPositionOf(path == null ? JsonPath.ROOT : path);
      found.add(
          new Finding(
              rule.id(),
              severity,
              manifest.id(),
              path,
              headline,
              message,
              position,
              hint,
              path == null ? List.of() : manifest.source().originsOf(path)));
    } else if (decision.reason() != null) {
      found.add(
          new Finding(
              rule.id(),
              Severity.NOTE,
              manifest.id(),
              null,
              "the rule '" + rule.id() + "' lets " + manifest.id() + " pass",
              "reason: " + decision.reason(),
              null,
              null));
    }
  }

  /** Whether a finding of a rule can come out: where it cannot, nobody needs to look for any. */
  public boolean wants(Rule rule) {
    return policy.mayReport(rule);
  }

  /** Whether an error has been reported. */
  public boolean hasErrors() {
    return found.stream().anyMatch(Finding::isError);
  }

  /** Everything reported, in the order of {@link Finding}. */
  public List<Finding> sorted() {
    List<Finding> out = new ArrayList<>(found);
    Collections.sort(out);
    return out;
  }
}
