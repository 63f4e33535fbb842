package dev.kix.k8s.validation;

import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.lifecycle.ApiLife;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the cluster has the API a manifest is written for, and what to use if not. */
final class ApiChecks {
  private final ApiCatalog catalog;
  private final ApiLifecycle lifecycle;
  private final ExternalResources external;
  private final ExternalHint externalHint;

  ApiChecks(
      ApiCatalog catalog,
      ApiLifecycle lifecycle,
      ExternalResources external,
      ExternalHint externalHint) {
    this.externalHint = externalHint;
    this.catalog = catalog;
    this.lifecycle = lifecycle;
    this.external = external;
  }

  /** The API, or null after reporting why there is none. */
  @Nullable ResourceType find(Manifest manifest, Reporter reporter) {
    GroupVersionKind gvk = manifest.groupVersionKind();
    ResourceType type = catalog.find(gvk);
    ApiLife life = lifecycle.find(gvk);
    if (type != null) {
      if (life != null && life.isDeprecatedIn(catalog.version())) {
        deprecated(manifest, life, reporter);
      }
      return type;
    }
    if (life != null && life.isRemovedIn(catalog.version())) {
      removed(manifest, life, reporter);
    } else if (life != null && life.isNotYetIn(catalog.version())) {
      notYet(manifest, life, reporter);
    } else {
      unknown(gvk, reporter);
    }
    return null;
  }

  private void removed(Manifest manifest, ApiLife life, Reporter reporter) {
    String replacement = lifecycle.replacement(life, catalog.version());
    String instead =
        replacement != null
            ? " Use '" + replacement + "' instead."
            : life.note() != null ? "\n" + life.note() : "";
    about(
        Rules.API_REMOVED,
        manifest,
        ", which was removed in\nKubernetes " + life.removed() + "." + instead,
        reporter);
  }

  private void deprecated(Manifest manifest, ApiLife life, Reporter reporter) {
    String replacement = lifecycle.replacement(life, catalog.version());
    String until = life.removed() == null ? "" : " and is removed in " + life.removed();
    about(
        Rules.API_DEPRECATED,
        manifest,
        ", which is deprecated since\nKubernetes "
            + life.deprecated()
            + until
            + "."
            + (replacement != null
                ? " Use '" + replacement + "' instead."
                : life.note() != null ? "\n" + life.note() : ""),
        reporter);
  }

  private void notYet(Manifest manifest, ApiLife life, Reporter reporter) {
    List<ResourceType> served = catalog.candidates(life.api().kind());
    String instead =
        served.isEmpty() ? "" : " Use '" + served.get(0).gvk().apiVersion() + "' instead.";
    about(
        Rules.API_NOT_YET,
        manifest,
        ", which does not exist before\nKubernetes " + life.introduced() + "." + instead,
        reporter);
  }

  private void about(Rule rule, Manifest manifest, String what, Reporter reporter) {
    reporter.headline(
        rule,
        "$.apiVersion",
        "resource "
            + manifest.id().kindAndName()
            + " uses\napiVersion '"
            + manifest.apiVersion()
            + "'"
            + what
            + "\ntarget cluster version: "
            + catalog.version(),
        null);
  }

  private void unknown(GroupVersionKind gvk, Reporter reporter) {
    if (external.hasDefinitionsOf(gvk.group())) {
      return;
    }
    List<ResourceType> candidates = catalog.candidates(gvk.kind());
    List<String> inGroup =
        candidates.stream()
            .filter(t -> t.gvk().group().equals(gvk.group()))
            .map(t -> t.gvk().apiVersion())
            .toList();
    if (isBuiltIn(gvk.group()) || !inGroup.isEmpty()) {
      builtIn(gvk, candidates, inGroup, reporter);
      return;
    }
    String hint =
        candidates.isEmpty()
            ? externalHint.howToDeclare(
                "CustomResourceDefinition", null, plural(gvk.kind()) + "." + gvk.group())
            : "did you mean apiVersion '" + candidates.get(0).gvk().apiVersion() + "'?";
    reporter.report(
        Rules.CRD_MISSING,
        "$.apiVersion",
        "no CustomResourceDefinition of the cluster defines the kind "
            + gvk.kind()
            + " in the group '"
            + gvk.group()
            + "'",
        hint);
  }

  private void builtIn(
      GroupVersionKind gvk,
      List<ResourceType> candidates,
      List<String> inGroup,
      Reporter reporter) {
    if (inGroup.contains(gvk.apiVersion())) {
      reporter.report(
          Rules.API_UNKNOWN,
          "$.apiVersion",
          "no schema location has a schema of " + gvk,
          "kix knows the kind: add -schema-location default");
    } else if (!inGroup.isEmpty()) {
      reporter.report(
          Rules.API_UNKNOWN,
          "$.apiVersion",
          "the kind " + gvk.kind() + " does not exist in '" + gvk.apiVersion() + "'",
          "use '" + inGroup.get(0) + "'");
    } else if (!candidates.isEmpty()) {
      reporter.report(
          Rules.API_UNKNOWN,
          "$.apiVersion",
          "the kind " + gvk.kind() + " does not exist in '" + gvk.apiVersion() + "'",
          "did you mean apiVersion '" + candidates.get(0).gvk().apiVersion() + "'?");
    } else {
      TreeSet<String> kinds = new TreeSet<>();
      catalog.types().forEach(t -> kinds.add(t.gvk().kind()));
      reporter.report(
          Rules.API_UNKNOWN,
          "$.kind",
          "there is no kind '" + gvk.kind() + "'",
          DidYouMean.hint(gvk.kind(), kinds));
    }
  }

  /** Groups that Kubernetes keeps for itself: without a dot, or below k8s.io. */
  private boolean isBuiltIn(String group) {
    return group.indexOf('.') < 0
        || group.endsWith(".k8s.io")
            && catalog.types().stream().anyMatch(t -> !t.custom() && t.gvk().group().equals(group));
  }

  /**
   * The plural as kubebuilder forms it. A guess, and good enough: of a declared definition only the
   * group is looked at.
   */
  private static String plural(String kind) {
    String word = kind.toLowerCase(Locale.ROOT);
    if (word.endsWith("s") || word.endsWith("x") || word.endsWith("ch") || word.endsWith("sh")) {
      return word + "es";
    }
    boolean vowelBefore = word.length() > 1 && "aeiou".indexOf(word.charAt(word.length() - 2)) >= 0;
    return word.endsWith("y") && !vowelBefore
        ? word.substring(0, word.length() - 1) + "ies"
        : word + "s";
  }
}
