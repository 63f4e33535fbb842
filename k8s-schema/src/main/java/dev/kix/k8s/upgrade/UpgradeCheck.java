package dev.kix.k8s.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import dev.kix.k8s.lifecycle.ApiLife;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.k8s.validation.ManifestValidator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what of some manifests an upgrade breaks: APIs that are gone, fields that are gone or newly
 * demanded, values no longer allowed; and as warnings what will be gone later. What is wrong in the
 * version of today as well is no matter of the upgrade and is left out. Used by one thread.
 */
public final class UpgradeCheck {
  private static final Set<String> ABOUT_THE_API =
      Set.of(Rules.API_REMOVED.id(), Rules.API_DEPRECATED.id());

  /** Findings that say nothing about a version because the kind does not exist in it. */
  private static final Set<String> NOT_THERE =
      Set.of(
          Rules.API_NOT_YET.id(),
          Rules.API_UNKNOWN.id(),
          Rules.API_REMOVED.id(),
          Rules.CRD_MISSING.id());

  private final KubernetesSchemas schemas;
  private final ApiLifecycle lifecycle;
  private final @Nullable KubernetesVersion from;
  private final KubernetesVersion to;

  /**
   * @param from the version of today, or null to compare with every older one
   * @param to the version wanted; there must be schemas for both
   */
  public UpgradeCheck(
      KubernetesSchemas schemas,
      ApiLifecycle lifecycle,
      @Nullable KubernetesVersion from,
      KubernetesVersion to) {
    this.schemas = schemas;
    this.lifecycle = lifecycle;
    this.from = from;
    this.to = to;
  }

  /**
   * What the upgrade means for each manifest: errors break, warnings will. The
   * CustomResourceDefinitions among them define their kinds.
   */
  public List<Finding> check(Collection<Manifest> manifests) {
    List<JsonNode> definitions = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("CustomResourceDefinition")) {
        definitions.add(manifest.tree());
      }
    }
    Map<KubernetesVersion, ManifestValidator> before = new LinkedHashMap<>();
    for (KubernetesVersion version : schemas.versions().reversed()) {
      if (from == null ? to.compareTo(version) > 0 : version.equals(from)) {
        before.put(version, validator(version, definitions));
      }
    }
    ManifestValidator after = validator(to, definitions);
    List<Finding> out = new ArrayList<>();
    for (Manifest manifest : manifests) {
      List<Finding> found = after.validate(manifest);
      if (!found.isEmpty()) {
        out.addAll(caused(manifest, found, before.values()));
        out.addAll(afterwards(manifest, after));
      }
    }
    out.sort(null);
    return out;
  }

  private ManifestValidator validator(KubernetesVersion version, List<JsonNode> definitions) {
    ApiCatalog catalog = schemas.catalog(version).withCustomResources(definitions);
    return new ManifestValidator(catalog, lifecycle, ExternalResources.NONE, RulePolicy.DEFAULT);
  }

  /** Of what is found, what some older version does not find. */
  private static List<Finding> caused(
      Manifest manifest, List<Finding> found, Collection<ManifestValidator> before) {
    List<Finding> out = new ArrayList<>();
    Set<String> open = new HashSet<>();
    for (Finding finding : found) {
      if (ABOUT_THE_API.contains(finding.ruleId())) {
        out.add(finding);
      } else if (!NOT_THERE.contains(finding.ruleId())) {
        open.add(key(finding));
      }
    }
    Set<String> old = new HashSet<>(open);
    for (ManifestValidator validator : before) {
      if (old.isEmpty()) {
        break;
      }
      List<Finding> then = validator.validate(manifest);
      if (then.stream().noneMatch(f -> NOT_THERE.contains(f.ruleId()))) {
        Set<String> same = new HashSet<>();
        then.forEach(f -> same.add(key(f)));
        old.retainAll(same);
      }
    }
    for (Finding finding : found) {
      if (open.contains(key(finding)) && !old.contains(key(finding))) {
        out.add(finding);
      }
    }
    return out;
  }

  private static String key(Finding finding) {
    return finding.ruleId() + ' ' + finding.path() + ' ' + finding.message();
  }

  /** What else has to change once a manifest is written for the API that replaces its own. */
  private List<Finding> afterwards(Manifest manifest, ManifestValidator after) {
    ApiLife life = lifecycle.find(manifest.groupVersionKind());
    if (life == null || !life.isRemovedIn(to) || !(manifest.tree() instanceof ObjectNode tree)) {
      return List.of();
    }
    String instead = lifecycle.replacement(life, to);
    if (instead == null) {
      return List.of();
    }
    ObjectNode moved = tree.deepCopy();
    moved.put("apiVersion", instead);
    List<Finding> out = new ArrayList<>();
    for (Finding finding : after.validate(new Manifest(moved, manifest.source()))) {
      if (finding.isError()) {
        out.add(
            new Finding(
                finding.ruleId(),
                finding.severity(),
                finding.resource(),
                finding.path(),
                "resource " + manifest.id() + " must also change for '" + instead + "'",
                finding.message().isEmpty() ? finding.headline() : finding.message(),
                finding.position(),
                finding.hint()));
      }
    }
    return out;
  }
}
