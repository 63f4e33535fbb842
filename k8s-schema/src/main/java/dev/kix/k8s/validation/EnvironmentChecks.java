package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where variables and downward files take their values from (core/validation,
 * validateObjectFieldSelector and validateContainerResourceFieldSelector).
 */
final class EnvironmentChecks {
  private static final List<String> OF_ENV =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final List<String> OF_FILES =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.labels",
          "metadata.annotations",
          "metadata.uid");
  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']*)'\\]");
  private static final Set<String> RESOURCES =
      Set.of(
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.ephemeral-storage");

  private EnvironmentChecks() {}

  static void variable(JsonNode source, Place at, Reporter reporter) {
    fieldRef(source.path("fieldRef"), OF_ENV, at.field("fieldRef"), reporter);
    resourceRef(source.path("resourceFieldRef"), at.field("resourceFieldRef"), reporter);
    for (String kind : List.of("configMapKeyRef", "secretKeyRef")) {
      JsonNode ref = source.path(kind);
      String key = Fields.text(ref, "key");
      if (ref.isObject()) {
        Fields.notEmpty(ref, "key", at.field(kind), reporter);
        String bad = key.isEmpty() ? null : Names.configKey(key);
        Fields.formed(bad, "key", at.field(kind), reporter);
        named(ref, at.field(kind), reporter);
      }
    }
  }

  /** The name of a ConfigMap or Secret, which the schema lets be empty and the server does not. */
  static void named(JsonNode ref, Place at, Reporter reporter) {
    Fields.needed(ref, "name", at, reporter);
    String name = Fields.text(ref, "name");
    if (!name.isEmpty()) {
      Fields.formed(Names.subdomain(name), "name", at, reporter);
    }
  }

  /** A file of a downward API volume. */
  static void file(JsonNode file, Place at, Reporter reporter) {
    OneOf.exactlyOne(file, List.of("fieldRef", "resourceFieldRef"), at.toString(), reporter);
    fieldRef(file.path("fieldRef"), OF_FILES, at.field("fieldRef"), reporter);
    JsonNode resource = file.path("resourceFieldRef");
    resourceRef(resource, at.field("resourceFieldRef"), reporter);
    if (resource.isObject()) {
      Fields.needed(resource, "containerName", at.field("resourceFieldRef"), reporter);
    }
    VolumeChecks.relative(file, "path", at, reporter);
    VolumeChecks.mode(file, "mode", at, reporter);
  }

  private static void fieldRef(JsonNode ref, List<String> allowed, Place at, Reporter reporter) {
    String path = Fields.text(ref, "fieldPath");
    if (!ref.isObject()) {
      return;
    }
    Fields.notEmpty(ref, "fieldPath", at, reporter);
    if (path.isEmpty() || allowed.contains(path)) {
      return;
    }
    Matcher keyed = KEYED.matcher(path);
    if (keyed.matches()) {
      Fields.formed(Names.qualified(keyed.group(2)), "fieldPath", at, reporter);
      return;
    }
    reporter.report(
        Rules.SCHEMA_ENUM,
        at.field("fieldPath"),
        "expected "
            + Fields.choice(allowed)
            + ", or one label or annotation such as metadata.labels['app'], but found "
            + Values.quoted(path));
  }

  private static void resourceRef(JsonNode ref, Place at, Reporter reporter) {
    String resource = Fields.text(ref, "resource");
    boolean known =
        RESOURCES.contains(resource)
            || resource.startsWith("limits.hugepages-")
            || resource.startsWith("requests.hugepages-");
    if (!resource.isEmpty() && !known) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          at.field("resource"),
          "expected limits or requests of cpu, memory or ephemeral-storage, such as limits.memory,"
              + " but found "
              + Values.quoted(resource));
    }
  }
}
