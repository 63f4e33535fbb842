package dev.kix.k8s.relations;

import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.Findings;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import org.jspecify.annotations.Nullable;

/** Takes what the rules between resources find. Used by one thread. */
public final class ClusterReporter {
  private final Findings findings;
  private final ExternalHint externalHint;

  public ClusterReporter(Findings findings, ExternalHint externalHint) {
    this.findings = findings;
    this.externalHint = externalHint;
  }

  /** Whether a finding of a rule can come out: where it cannot, nobody needs to look for any. */
  public boolean wants(Rule rule) {
    return findings.wants(rule);
  }

  /** A reference to something that is not there. */
  public void missing(
      Rule rule,
      Manifest from,
      String path,
      String kind,
      @Nullable String namespace,
      String name,
      @Nullable String didYouMean) {
    String where = namespace == null ? "the cluster" : "the namespace '" + namespace + "'";
    report(
        rule,
        from,
        path,
        "refers to what does not exist",
        "there is no " + kind + " '" + name + "' in " + where,
        didYouMean != null ? didYouMean : externalHint.howToDeclare(kind, namespace, name));
  }

  /**
   * Anything else.
   *
   * @param verdict what the headline says of the resource, after its name
   */
  public void report(
      Rule rule,
      Manifest manifest,
      @Nullable String path,
      String verdict,
      String message,
      @Nullable String hint) {
    findings.report(
        rule, manifest, path, "resource " + manifest.id() + " " + verdict, message, hint);
  }
}
