package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.List;
import java.util.Locale;

/** What a CustomResourceDefinition says beside its schemas (apiextensions/validation). */
final class DefinitionVersionChecks {
  private static final List<String> COLUMN_TYPES =
      List.of("integer", "number", "string", "boolean", "date");
  private static final List<String> COLUMN_FORMATS =
      List.of("int32", "int64", "float", "double", "byte", "date", "date-time", "password");

  private DefinitionVersionChecks() {}

  static void definition(JsonNode definition, Place at, Reporter reporter) {
    JsonNode spec = definition.path("spec");
    Place here = at.field("spec");
    group(definition, spec, here, reporter);
    names(spec.path("names"), here.field("names"), reporter);
    if (spec.path("preserveUnknownFields").asBoolean(false)) {
      reporter.report(
          Rules.CRD_FORM,
          here.field("preserveUnknownFields"),
          "must be false",
          "x-kubernetes-preserve-unknown-fields in the schema keeps unknown fields");
    }
    conversion(spec.path("conversion"), here.field("conversion"), reporter);
    JsonNode versions = spec.path("versions");
    for (int i = 0; i < versions.size(); i++) {
      version(versions.path(i), here.field("versions").element(i), reporter);
    }
  }

  private static void group(JsonNode definition, JsonNode spec, Place at, Reporter reporter) {
    String group = Fields.text(spec, "group");
    if (group.isEmpty()) {
      return;
    }
    String bad = Names.subdomain(group);
    if (bad != null || group.indexOf('.') < 0) {
      reporter.report(
          Rules.CRD_FORM,
          at.field("group"),
          bad != null ? bad : Values.quoted(group) + " must be a domain with at least one dot");
    }
    boolean owned = group.endsWith(".k8s.io") || group.endsWith(".kubernetes.io");
    String approved = "api-approved.kubernetes.io";
    if (owned
        && definition.path("metadata").path("annotations").path(approved).asText("").isEmpty()) {
      reporter.report(
          Rules.CRD_FORM,
          at.field("group"),
          "belongs to Kubernetes: the server wants the annotation " + approved,
          "https://github.com/kubernetes/enhancements/pull/1111, or a group of your own");
    }
  }

  private static void names(JsonNode names, Place at, Reporter reporter) {
    for (String field : List.of("plural", "singular")) {
      label(Fields.text(names, field), at.field(field), reporter);
    }
    String kind = Fields.text(names, "kind");
    String list = Fields.text(names, "listKind");
    label(kind.toLowerCase(Locale.ROOT), at.field("kind"), reporter);
    label(list.toLowerCase(Locale.ROOT), at.field("listKind"), reporter);
    if (!kind.isEmpty() && kind.equals(list)) {
      reporter.report(Rules.CRD_FORM, at.field("listKind"), "must not be the same as kind");
    }
    for (String field : List.of("shortNames", "categories")) {
      for (int i = 0; i < names.path(field).size(); i++) {
        label(names.path(field).path(i).asText(""), at.field(field).element(i), reporter);
      }
    }
  }

  private static void label(String name, Place at, Reporter reporter) {
    String bad = name.isEmpty() ? null : Names.label1035(name);
    if (bad != null) {
      reporter.report(Rules.CRD_FORM, at, bad);
    }
  }

  private static void conversion(JsonNode conversion, Place at, Reporter reporter) {
    String strategy = Fields.text(conversion, "strategy");
    if (!strategy.isEmpty() && !List.of("None", "Webhook").contains(strategy)) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          at.field("strategy"),
          "expected None or Webhook but found " + Values.quoted(strategy));
    }
    JsonNode webhook = conversion.path("webhook");
    if (strategy.equals("Webhook") && !webhook.isObject()) {
      reporter.report(Rules.CRD_FORM, at, "the strategy Webhook needs the field 'webhook'");
    } else if (strategy.equals("Webhook")) {
      JsonNode client = webhook.path("clientConfig");
      if (!client.isObject()) {
        reporter.report(
            Rules.CRD_FORM, at.field("webhook"), "the required field 'clientConfig' is missing");
      } else {
        ExtensionChecks.client(client, at.field("webhook").field("clientConfig"), reporter);
      }
    } else if (strategy.equals("None")) {
      Fields.forbidden(conversion, "webhook", at, "needs strategy: Webhook", reporter);
    }
  }

  private static void version(JsonNode version, Place at, Reporter reporter) {
    label(Fields.text(version, "name"), at.field("name"), reporter);
    if (!version.path("deprecated").asBoolean(false)) {
      Fields.forbidden(version, "deprecationWarning", at, "needs deprecated: true", reporter);
    }
    columns(version.path("additionalPrinterColumns"), at, reporter);
    scale(version.path("subresources").path("scale"), at, reporter);
  }

  private static void columns(JsonNode columns, Place version, Reporter reporter) {
    for (int i = 0; i < columns.size(); i++) {
      JsonNode column = columns.path(i);
      Place at = version.field("additionalPrinterColumns").element(i);
      Fields.notEmpty(column, "name", at, reporter);
      Fields.oneOf(column, "type", COLUMN_TYPES, at, reporter);
      Fields.oneOf(column, "format", COLUMN_FORMATS, at, reporter);
      String path = Fields.text(column, "jsonPath");
      if (column.path("jsonPath").isTextual() && !path.startsWith(".")) {
        reporter.report(
            Rules.CRD_FORM,
            at.field("jsonPath"),
            "must be a path such as .spec.replicas but is " + Values.quoted(path));
      }
    }
  }

  private static void scale(JsonNode scale, Place version, Reporter reporter) {
    Place at = version.field("subresources").field("scale");
    below(scale, "specReplicasPath", List.of(".spec."), at, reporter);
    below(scale, "statusReplicasPath", List.of(".status."), at, reporter);
    below(scale, "labelSelectorPath", List.of(".spec.", ".status."), at, reporter);
  }

  private static void below(
      JsonNode scale, String field, List<String> roots, Place at, Reporter reporter) {
    String path = Fields.text(scale, field);
    boolean right = roots.stream().anyMatch(path::startsWith) && path.indexOf('[') < 0;
    if (scale.path(field).isTextual() && !right) {
      reporter.report(
          Rules.CRD_FORM,
          at.field(field),
          "must be a path below "
              + String.join(" or ", roots)
              + ", without lists, but is "
              + Values.quoted(path));
    }
  }
}
