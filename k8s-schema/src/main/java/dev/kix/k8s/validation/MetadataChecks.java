package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import dev.kix.k8s.schema.ResourceType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name and namespace of a resource, by the rules of its kind
 * (kubernetes/pkg/apis/*\/validation, {@code ValidateXName}).
 */
final class MetadataChecks {
  /** RelaxedServiceNameValidation is on by default from here: RFC 1123 instead of 1035. */
  private static final KubernetesVersion RELAXED_SERVICES = new KubernetesVersion(1, 36);

  private static final Set<String> PATH_SEGMENTS =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

  private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");

  /** Eleven characters are kept free for what the controller appends to a CronJob's name. */
  private static final int CRON_JOB_NAME = 52;

  private MetadataChecks() {}

  /**
   * @param type the kind, or null when the cluster does not have it: names then have the form most
   *     kinds ask for
   */
  static void check(Manifest manifest, @Nullable ResourceType type, Reporter reporter) {
    JsonNode metadata = manifest.metadata();
    if (metadata.isMissingNode() || metadata.isNull()) {
      reporter.report(Rules.MANIFEST_KIND, "$", "the required field 'metadata' is missing");
      return;
    }
    if (!metadata.isObject()) {
      if (type == null) {
        reporter.report(
            Rules.SCHEMA_TYPE,
            "$.metadata",
            "expected an object but found " + Values.describe(metadata));
      }
      return;
    }
    name(manifest, type, reporter);
    if (manifest.kind().equals("Namespace") && manifest.groupVersionKind().group().isEmpty()) {
      podSecurity(metadata.path("labels"), reporter);
    }
    namespace(metadata.path("namespace"), type, reporter);
    if (type == null) {
      LabelChecks.metadata(metadata, "$.metadata", reporter);
    }
  }

  /**
   * The labels that the server's admission of pods reads, and refuses when it does not know them.
   */
  private static void podSecurity(JsonNode labels, Reporter reporter) {
    for (String mode : List.of("enforce", "audit", "warn")) {
      String key = "pod-security.kubernetes.io/" + mode;
      JsonNode level = labels.path(key);
      if (level.isTextual() && !LEVELS.contains(level.textValue())) {
        reporter.report(
            Rules.METADATA_LABELS,
            JsonPath.field("$.metadata.labels", key),
            "expected " + Fields.choice(LEVELS) + " but found " + Values.describe(level),
            DidYouMean.hint(level.textValue(), LEVELS));
      }
      JsonNode version = labels.path(key + "-version");
      if (version.isTextual() && !version.textValue().matches("latest|v1\\.\\d{1,5}")) {
        reporter.report(
            Rules.METADATA_LABELS,
            JsonPath.field("$.metadata.labels", key + "-version"),
            "expected latest or a version such as v1.34 but found " + Values.describe(version));
      }
    }
  }

  private static void name(Manifest manifest, @Nullable ResourceType type, Reporter reporter) {
    JsonNode name = manifest.metadata().path("name");
    JsonNode generated = manifest.metadata().path("generateName");
    boolean unnamed = name.isMissingNode() || name.isNull() || name.asText("").isEmpty();
    if (unnamed && generated.isTextual() && !generated.textValue().isEmpty()) {
      // What the server appends begins and ends with a letter or digit.
      formed(manifest, generated.textValue() + "x", "$.metadata.generateName", reporter);
    } else if (unnamed && !name.isNumber() && !name.isBoolean()) {
      if (type == null || type.stored()) {
        reporter.report(Rules.MANIFEST_KIND, "$.metadata", "the required field 'name' is missing");
      }
    } else if (name.isTextual()) {
      formed(manifest, name.textValue(), "$.metadata.name", reporter);
    }
  }

  private static void formed(Manifest manifest, String name, String path, Reporter reporter) {
    String bad = broken(manifest.groupVersionKind(), name, reporter.version());
    if (bad != null) {
      reporter.report(Rules.METADATA_NAME, path, bad);
    }
  }

  /** What is wrong with a name of a kind, or null. */
  private static @Nullable String broken(
      GroupVersionKind gvk, String name, KubernetesVersion version) {
    String kind = gvk.kind();
    return switch (gvk.group()) {
      case "rbac.authorization.k8s.io" ->
          PATH_SEGMENTS.contains(kind) ? Names.pathSegment(name) : Names.subdomain(name);
      case "" ->
          switch (kind) {
            case "Namespace" -> Names.label(name);
            case "Service" ->
                version.isAtLeast(RELAXED_SERVICES) ? Names.label(name) : Names.label1035(name);
            default -> Names.subdomain(name);
          };
      case "apps" -> kind.equals("StatefulSet") ? Names.label(name) : Names.subdomain(name);
      case "batch" -> batch(kind, name);
      case "certificates.k8s.io" -> null;
      case "policy" -> Names.pathSegment(name);
      case "networking.k8s.io" ->
          kind.equals("IPAddress")
              ? (Addresses.isIp(name) ? null : Values.quoted(name) + " must be an IP address")
              : Names.subdomain(name);
      default -> Names.subdomain(name);
    };
  }

  private static @Nullable String batch(String kind, String name) {
    if (kind.equals("CronJob") && name.length() > CRON_JOB_NAME) {
      return "has "
          + name.length()
          + " characters; at most 52 are allowed, because the names of its Jobs are longer by 11";
    }
    if (kind.equals("Job") && name.length() > 63) {
      return "has "
          + name.length()
          + " characters; at most 63 are allowed, because the name"
          + " becomes a label of the pods";
    }
    return Names.subdomain(name);
  }

  private static void namespace(
      JsonNode namespace, @Nullable ResourceType type, Reporter reporter) {
    if (!namespace.isTextual() || namespace.textValue().isEmpty()) {
      return;
    }
    if (type != null && !type.namespaced()) {
      reporter.report(
          Rules.METADATA_NAMESPACE_UNUSED,
          "$.metadata.namespace",
          "the kind " + type.gvk().kind() + " is cluster-scoped and has no namespace",
          "remove the field");
      return;
    }
    String bad = Names.label(namespace.textValue());
    if (bad != null) {
      reporter.report(Rules.METADATA_NAMESPACE, "$.metadata.namespace", bad);
    }
  }
}
