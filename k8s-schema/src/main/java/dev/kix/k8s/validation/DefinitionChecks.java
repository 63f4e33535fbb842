package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** CustomResourceDefinitions as a whole: name, versions, and a schema in each. */
final class DefinitionChecks {
  private DefinitionChecks() {}

  static void definition(JsonNode definition, String path, Reporter reporter) {
    JsonNode spec = definition.path("spec");
    String specPath = JsonPath.field(path, "spec");
    String plural = spec.path("names").path("plural").asText("");
    String group = spec.path("group").asText("");
    String name = definition.path("metadata").path("name").asText("");
    if (!plural.isEmpty() && !group.isEmpty() && !name.equals(plural + "." + group)) {
      reporter.report(
          Rules.CRD_FORM,
          path + ".metadata.name",
          "must be '" + plural + "." + group + "': the plural name, a dot and the group");
    }
    String scope = spec.path("scope").asText("");
    if (!scope.isEmpty() && !List.of("Namespaced", "Cluster").contains(scope)) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          JsonPath.field(specPath, "scope"),
          "expected Namespaced or Cluster but found " + Values.quoted(scope));
    }
    DefinitionVersionChecks.definition(definition, Place.ROOT, reporter);
    versions(spec.path("versions"), JsonPath.field(specPath, "versions"), reporter);
  }

  private static void versions(JsonNode versions, String path, Reporter reporter) {
    if (!versions.isArray()) {
      return;
    }
    int stored = 0;
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < versions.size(); i++) {
      JsonNode version = versions.path(i);
      String at = JsonPath.element(path, i);
      stored += version.path("storage").asBoolean(false) ? 1 : 0;
      String name = version.path("name").asText("");
      if (!name.isEmpty() && !seen.add(name)) {
        reporter.report(
            Rules.CRD_FORM,
            JsonPath.field(at, "name"),
            Values.quoted(name) + " is already the name of another version");
      }
      if (!version.path("schema").path("openAPIV3Schema").isObject()) {
        reporter.report(Rules.CRD_FORM, at, "needs schema.openAPIV3Schema");
      }
    }
    if (stored != 1) {
      reporter.report(
          Rules.CRD_FORM,
          path,
          "exactly one version must have storage: true, but " + stored + " have");
    }
  }
}
