package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.Findings;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import dev.kix.k8s.cel.CustomRules;
import dev.kix.k8s.forms.Values;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.ResourceType;
import dev.kix.k8s.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks single manifests as the API server would on creation, and reports everything that is
 * wrong, not the first thing alone. Immutable; may be used by many threads at once.
 */
public final class ManifestValidator {
  private static final String DEFINITION =
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition";

  /** What etcd takes in one request by default. */
  private static final int MAX_OBJECT = 1_572_864;

  private final ApiCatalog catalog;
  private final ApiChecks apis;
  private final RulePolicy policy;
  private final Map<Schema, CustomRules> customRules = new ConcurrentHashMap<>();

  /**
   * @param catalog the APIs of the target version, with the custom resources of the cluster
   * @param external declared CustomResourceDefinitions make their group's kinds exist
   */
  public ManifestValidator(
      ApiCatalog catalog, ApiLifecycle lifecycle, ExternalResources external, RulePolicy policy) {
    this(catalog, lifecycle, external, policy, ExternalHint.CLUSTER_OPTION);
  }

  /**
   * @param externalHint how a user declares a CustomResourceDefinition that is elsewhere
   */
  public ManifestValidator(
      ApiCatalog catalog,
      ApiLifecycle lifecycle,
      ExternalResources external,
      RulePolicy policy,
      ExternalHint externalHint) {
    this.catalog = catalog;
    this.apis = new ApiChecks(catalog, lifecycle, external, externalHint);
    this.policy = policy;
  }

  /** A validator with the default policy and nothing external. */
  public ManifestValidator(ApiCatalog catalog, ApiLifecycle lifecycle) {
    this(catalog, lifecycle, ExternalResources.NONE, RulePolicy.DEFAULT);
  }

  /** Everything wrong with one manifest, in the order of {@link Finding}. */
  public List<Finding> validate(Manifest manifest) {
    Findings findings = new Findings(policy);
    check(manifest, findings);
    return findings.sorted();
  }

  /** Everything wrong with many manifests, in the order of {@link Finding}. */
  public List<Finding> validate(Collection<Manifest> manifests) {
    List<Finding> all = new ArrayList<>();
    for (Manifest manifest : manifests) {
      all.addAll(validate(manifest));
    }
    all.sort(null);
    return all;
  }

  private void check(Manifest manifest, Findings findings) {
    Reporter reporter = new Reporter(findings, manifest, catalog.version());
    JsonNode tree = manifest.tree();
    if (!tree.isObject()) {
      reporter.report(
          Rules.MANIFEST_KIND, "$", "a manifest must be an object but is " + Values.describe(tree));
      return;
    }
    if (!hasText(tree, "apiVersion", reporter) | !hasText(tree, "kind", reporter)) {
      return;
    }
    ResourceType type = apis.find(manifest, reporter);
    MetadataChecks.check(manifest, type, reporter);
    if (type == null) {
      return;
    }
    Schema schema = catalog.schema(type.gvk());
    if (schema != null) {
      JsonNode filled = type.custom() ? Defaults.fill(schema, tree) : tree;
      new SchemaChecker(reporter, type.custom()).check(schema, filled, type.typeName());
      if (type.custom() && schema.hasRulesInside() && !findings.hasErrors()) {
        rules(schema, tree, reporter);
      }
    }
    if (DEFINITION.equals(type.typeName())) {
      new DefinitionSchemaChecks(catalog.objectMeta(), reporter).check(tree);
    }
    size(tree, reporter);
  }

  /** Rules may rely on the schema: as in the server, they are asked when it has no complaint. */
  private void rules(Schema schema, JsonNode tree, Reporter reporter) {
    CustomRules compiled =
        customRules.computeIfAbsent(schema, s -> CustomRules.of(s, catalog.version()));
    for (CustomRules.Violation violation : compiled.check(tree)) {
      reporter.report(
          Rules.CUSTOM_RULE,
          violation.path(),
          violation.message(),
          "the rule: " + violation.rule());
    }
  }

  private static boolean hasText(JsonNode tree, String field, Reporter reporter) {
    JsonNode value = tree.path(field);
    if (value.isTextual() && !value.textValue().isEmpty()) {
      return true;
    }
    reporter.report(
        Rules.MANIFEST_KIND,
        value.isMissingNode() ? "$" : "$." + field,
        value.isMissingNode()
            ? "the required field '" + field + "' is missing"
            : "expected a string that is not empty but found " + Values.describe(value));
    return false;
  }

  /** Measured in characters first: nearly every manifest is far below and costs nothing more. */
  private static void size(JsonNode tree, Reporter reporter) {
    long size = Sizes.ofJson(tree);
    if (size > MAX_OBJECT) {
      reporter.report(
          Rules.OBJECT_SIZE,
          "$",
          "the resource has about " + size + " bytes; the server takes at most " + MAX_OBJECT);
    }
  }
}
