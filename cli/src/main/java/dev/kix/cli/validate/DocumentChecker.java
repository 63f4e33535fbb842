package dev.kix.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.validate.ResourceResult.Status;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.Rule;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import dev.kix.k8s.Severity;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.text.Document;
import dev.kix.k8s.text.TextProblem;
import dev.kix.k8s.validation.ManifestValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the resources of a document one by one. Immutable; used by many threads. */
final class DocumentChecker {
  /** Findings that say there is no schema, rather than that a resource breaks one. */
  private static final List<String> NO_SCHEMA =
      List.of(Rules.CRD_MISSING.id(), Rules.API_UNKNOWN.id());

  private final ApiCatalog catalog;
  private final SchemaSources sources;
  private final ApiLifecycle lifecycle;
  private final ValidateOptions options;
  private final ManifestValidator validator;

  /**
   * @param sources where {@code catalog} looks for what it does not have
   */
  DocumentChecker(
      ApiCatalog catalog, SchemaSources sources, ApiLifecycle lifecycle, ValidateOptions options) {
    this.catalog = catalog;
    this.sources = sources;
    this.lifecycle = lifecycle;
    this.options = options;
    this.validator =
        new ManifestValidator(
            catalog, lifecycle, ExternalResources.NONE, policy(options), ExternalHint.FILES);
  }

  /** Without {@code -strict}, what a reader may overlook is overlooked. */
  private static RulePolicy policy(ValidateOptions options) {
    RulePolicy policy = options.policy();
    if (!options.strict()) {
      for (Rule rule : List.of(Rules.SCHEMA_UNKNOWN_FIELD, Rules.YAML_DUPLICATE_KEY)) {
        if (!policy.levels().containsKey(rule.id())) {
          policy = policy.with(rule.id(), RulePolicy.Level.OFF);
        }
      }
    }
    return policy;
  }

  /** The same checks with a larger catalog. */
  DocumentChecker with(ApiCatalog larger) {
    return new DocumentChecker(larger, sources, lifecycle, options);
  }

  ApiCatalog catalog() {
    return catalog;
  }

  /** Whether a resource can be judged only when all CustomResourceDefinitions are known. */
  boolean mustWait(Manifest manifest) {
    GroupVersionKind gvk = manifest.groupVersionKind();
    return !gvk.kind().isEmpty()
        && !gvk.version().isEmpty()
        && gvk.group().indexOf('.') > 0
        && catalog.find(gvk) == null
        && lifecycle.find(gvk) == null
        && unchecked(manifest) == null;
  }

  /** Why a resource is not checked, or null. */
  private @Nullable Status unchecked(Manifest manifest) {
    if (names(options.reject(), manifest)) {
      return Status.ERROR;
    }
    return names(options.skip(), manifest) ? Status.SKIPPED : null;
  }

  private static boolean names(Set<String> kinds, Manifest manifest) {
    return !kinds.isEmpty()
        && (kinds.contains(manifest.kind())
            || kinds.contains(manifest.apiVersion() + "/" + manifest.kind()));
  }

  /**
   * What is wrong with a document's text, as the result of a resource of its own; null if nothing.
   */
  @Nullable ResourceResult text(String file, Document document) {
    List<Finding> findings = new ArrayList<>();
    for (TextProblem problem : document.problems()) {
      Severity severity = policy(options).severityOf(problem.rule());
      if (severity != null && problem.rule() == Rules.YAML_SYNTAX) {
        findings.add(finding(problem, severity, new ResourceId("", "", null, file), file));
      }
    }
    return findings.isEmpty()
        ? null
        : new ResourceResult(file, "", "", "", "", Status.ERROR, "", findings);
  }

  private static Finding finding(
      TextProblem problem, Severity severity, ResourceId resource, String what) {
    return new Finding(
        problem.rule().id(),
        severity,
        resource,
        problem.path(),
        problem.path() == null
            ? what + ": " + problem.message()
            : "the text of " + what + " is not what it seems",
        problem.path() == null ? "" : problem.message(),
        problem.position(),
        problem.hint());
  }

  /** The verdict on one resource of a document. */
  ResourceResult check(String file, Document document, Manifest manifest) {
    Status unchecked = unchecked(manifest);
    if (unchecked != null) {
      return result(
          file,
          manifest,
          unchecked,
          unchecked == Status.ERROR ? "prohibited resource kind " + manifest.kind() : "",
          List.of());
    }
    List<Finding> findings = new ArrayList<>(validator.validate(manifest));
    CliException unread = sources.failure(manifest.groupVersionKind());
    if (unread != null) {
      return result(file, manifest, Status.ERROR, unread.getMessage(), List.of());
    }
    addTextProblems(document, manifest, findings);
    Status status = Status.VALID;
    for (Finding finding : findings) {
      if (NO_SCHEMA.contains(finding.ruleId()) && finding.isError()) {
        if (options.ignoreMissingSchemas()) {
          return result(file, manifest, Status.SKIPPED, "", List.of());
        }
        status = Status.ERROR;
      } else if (finding.ruleId().equals(Rules.MANIFEST_KIND.id())) {
        status = Status.ERROR;
      } else if (finding.isError() && status == Status.VALID) {
        status = Status.INVALID;
      }
    }
    return result(file, manifest, status, "", findings);
  }

  /** Of a List, each item has its own part of the problems. */
  private void addTextProblems(Document document, Manifest manifest, List<Finding> findings) {
    if (document.problems().isEmpty()) {
      return;
    }
    boolean alone = document.manifests().size() == 1;
    for (TextProblem problem : document.problems()) {
      Severity severity = policy(options).severityOf(problem.rule());
      String path = problem.path();
      if (severity != null
          && path != null
          && (alone || problem.position().equals(manifest.source().positionOf(own(path))))) {
        findings.add(finding(problem, severity, manifest.id(), manifest.id().toString()));
      }
    }
  }

  private static String own(String path) {
    int end = path.startsWith("$.items[") ? path.indexOf(']') : -1;
    return end < 0 ? path : "$" + path.substring(end + 1);
  }

  private static ResourceResult result(
      String file, Manifest manifest, Status status, String message, List<Finding> findings) {
    return new ResourceResult(
        file,
        manifest.apiVersion(),
        manifest.kind(),
        manifest.namespace(),
        name(manifest),
        status,
        message,
        findings);
  }

  private static String name(Manifest manifest) {
    JsonNode metadata = manifest.metadata();
    String generated = metadata.path("generateName").asText("");
    return generated.isEmpty() || metadata.has("name")
        ? manifest.name()
        : generated + "{{ generateName }}";
  }

  /** Adds findings that were made elsewhere, about the whole input, to a result. */
  static ResourceResult with(ResourceResult result, List<Finding> more) {
    if (more.isEmpty()) {
      return result;
    }
    List<Finding> all = new ArrayList<>(result.findings());
    all.addAll(more);
    boolean bad = more.stream().anyMatch(Finding::isError);
    Status status = bad && result.status() == Status.VALID ? Status.INVALID : result.status();
    return new ResourceResult(
        result.file(),
        result.apiVersion(),
        result.kind(),
        result.namespace(),
        result.name(),
        status,
        result.message(),
        all);
  }

  /** Findings by the resource they are about. */
  static Map<ResourceId, List<Finding>> byResource(List<Finding> findings) {
    Map<ResourceId, List<Finding>> out = new HashMap<>();
    for (Finding finding : findings) {
      out.computeIfAbsent(finding.resource(), r -> new ArrayList<>()).add(finding);
    }
    return out;
  }
}
