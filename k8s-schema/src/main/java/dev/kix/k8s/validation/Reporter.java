package dev.kix.k8s.validation;

import dev.kix.k8s.Finding;
import dev.kix.k8s.Findings;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes what the checks of one manifest find. Used by one thread. */
class Reporter {
  private final Findings findings;
  private final Manifest manifest;
  private final KubernetesVersion version;
  private @Nullable Set<String> enumerations;

  Reporter(Findings findings, Manifest manifest, KubernetesVersion version) {
    this.findings = findings;
    this.manifest = manifest;
    this.version = version;
  }

  Manifest manifest() {
    return manifest;
  }

  KubernetesVersion version() {
    return version;
  }

  /** A value that is wrong: {@link Finding#message()} at a path. */
  void report(Rule rule, String path, String message) {
    report(rule, path, message, null);
  }

  void report(Rule rule, Place place, String message) {
    report(rule, place.toString(), message, null);
  }

  void report(Rule rule, Place place, String message, @Nullable String hint) {
    report(rule, place.toString(), message, hint);
  }

  void report(Rule rule, String path, String message, @Nullable String hint) {
    if (rule == Rules.SCHEMA_ENUM && !firstEnumeration(path)) {
      return;
    }
    String headline = "resource " + manifest.id() + " is not valid for Kubernetes " + version;
    findings.report(rule, manifest, path, headline, message, hint);
  }

  /**
   * What the schema lists and what only the server's code knows overlap, differently in each
   * version; that a value is none of those allowed is said once.
   */
  private boolean firstEnumeration(String path) {
    Set<String> seen = enumerations;
    if (seen == null) {
      seen = new HashSet<>();
      enumerations = seen;
    }
    return seen.add(path);
  }

  void deprecatedField(Place place, @Nullable String hint) {
    String headline = "resource " + manifest.id() + " uses a deprecated field";
    findings.report(
        Rules.DEPRECATED_FIELD,
        manifest,
        place.toString(),
        headline,
        "the field is deprecated",
        hint);
  }

  /** Something that is said in a headline of its own. */
  void headline(Rule rule, String path, String headline, @Nullable String hint) {
    findings.report(rule, manifest, path, headline, "", hint);
  }
}
