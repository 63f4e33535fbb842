package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Webhooks and aggregated APIs: what the server itself calls (admissionregistration,
 * apiregistration).
 */
final class ExtensionChecks {
  private static final int LONGEST_CALL = 30;

  private ExtensionChecks() {}

  /** A configuration: its webhooks have names of their own. */
  static void webhooks(JsonNode configuration, Place at, Reporter reporter) {
    Set<String> seen = new HashSet<>();
    JsonNode hooks = configuration.path("webhooks");
    for (int i = 0; i < hooks.size(); i++) {
      String name = Fields.text(hooks.path(i), "name");
      Place here = at.field("webhooks").element(i).field("name");
      if (name.isEmpty()) {
        Fields.notEmpty(hooks.path(i), "name", at.field("webhooks").element(i), reporter);
      } else if (Names.subdomain(name) != null || name.split("\\.", -1).length < 3) {
        reporter.report(
            Rules.METADATA_NAME,
            here,
            Values.quoted(name)
                + " must be a full DNS name of three parts or more, such as pods.example.org");
      }
      if (!name.isEmpty() && !seen.add(name)) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE, here, Values.quoted(name) + " is the name of another webhook");
      }
    }
  }

  static void webhook(JsonNode hook, Place at, Reporter reporter) {
    Fields.between(hook, "timeoutSeconds", 1, LONGEST_CALL, at, reporter);
    Fields.oneOf(hook, "failurePolicy", List.of("Fail", "Ignore"), at, reporter);
    Fields.oneOf(hook, "matchPolicy", List.of("Exact", "Equivalent"), at, reporter);
    Fields.oneOf(hook, "sideEffects", List.of("None", "NoneOnDryRun"), at, reporter);
    Fields.oneOf(hook, "reinvocationPolicy", List.of("Never", "IfNeeded"), at, reporter);
    if (hook.path("admissionReviewVersions").isArray()) {
      Fields.filled(hook, "admissionReviewVersions", at, reporter);
    }
    boolean known = false;
    for (JsonNode version : hook.path("admissionReviewVersions")) {
      known |= List.of("v1", "v1beta1").contains(version.asText(""));
    }
    if (!hook.path("admissionReviewVersions").isEmpty() && !known) {
      reporter.report(
          Rules.SCHEMA_ENUM, at.field("admissionReviewVersions"), "must include v1 or v1beta1");
    }
    JsonNode rules = hook.path("rules");
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.path(i), at.field("rules").element(i), reporter);
    }
  }

  private static void rule(JsonNode rule, Place at, Reporter reporter) {
    for (String field : List.of("apiGroups", "apiVersions", "operations", "resources")) {
      Fields.filled(rule, field, at, reporter);
    }
    for (String field : List.of("apiGroups", "apiVersions", "operations")) {
      boolean all = false;
      for (JsonNode value : rule.path(field)) {
        all |= value.asText("").equals("*");
      }
      if (all && rule.path(field).size() > 1) {
        reporter.report(Rules.ONE_OF, at.field(field), "\"*\" must stand alone");
      }
    }
    JsonNode operations = rule.path("operations");
    for (int i = 0; i < operations.size(); i++) {
      List<String> words = List.of("CREATE", "UPDATE", "DELETE", "CONNECT", "*");
      if (!words.contains(operations.path(i).asText(""))) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            at.field("operations").element(i),
            "expected CREATE, UPDATE, DELETE, CONNECT or * but found "
                + Values.describe(operations.path(i)));
      }
    }
  }

  /** Whom the server calls: a Service, or a URL with a certificate. */
  static void client(JsonNode client, Place at, Reporter reporter) {
    OneOf.exactlyOne(client, List.of("url", "service"), at.toString(), reporter);
    String url = Fields.text(client, "url");
    if (!url.isEmpty() && !url.startsWith("https://")) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field("url"),
          "must begin with https:// but is " + Values.quoted(url));
    } else if (url.indexOf('?') >= 0 || url.indexOf('#') >= 0 || url.indexOf('@') >= 0) {
      reporter.report(
          Rules.SCHEMA_FORMAT, at.field("url"), "may have no user, no query and no fragment");
    }
    JsonNode service = client.path("service");
    if (service.isObject()) {
      Place here = at.field("service");
      Fields.notEmpty(service, "name", here, reporter);
      Fields.notEmpty(service, "namespace", here, reporter);
      Fields.between(service, "port", 1, 65535, here, reporter);
      String path = Fields.text(service, "path");
      if (!path.isEmpty() && !path.startsWith("/")) {
        reporter.report(Rules.SCHEMA_FORMAT, here.field("path"), "must begin with '/'");
      }
    }
  }

  static void apiService(JsonNode service, Place at, Reporter reporter) {
    JsonNode spec = service.path("spec");
    Place here = at.field("spec");
    String version = Fields.text(spec, "version");
    String group = Fields.text(spec, "group");
    String wanted = version + "." + group;
    String name = Fields.text(service.path("metadata"), "name");
    if (!version.isEmpty() && !group.isEmpty() && !name.equals(wanted)) {
      reporter.report(
          Rules.METADATA_NAME,
          at.field("metadata").field("name"),
          "must be " + Values.quoted(wanted) + ": the version, a dot and the group");
    }
    if (group.isEmpty() && !version.equals("v1")) {
      Fields.needed(spec, "group", here, reporter);
    }
    Fields.needed(spec, "version", here, reporter);
    if (!version.isEmpty()) {
      Fields.formed(Names.label1035(version), "version", here, reporter);
    }
    JsonNode called = spec.path("service");
    if (called.isObject()) {
      Fields.needed(called, "name", here.field("service"), reporter);
      Fields.needed(called, "namespace", here.field("service"), reporter);
    } else if (spec.path("insecureSkipTLSVerify").asBoolean(false)) {
      reporter.report(
          Rules.ONE_OF,
          here.field("insecureSkipTLSVerify"),
          "is not for APIs of the server itself: it needs the field service");
    }
    Fields.between(spec, "groupPriorityMinimum", 1, 20_000, here, reporter);
    Fields.between(spec, "versionPriority", 1, 1_000, here, reporter);
    if (spec.path("insecureSkipTLSVerify").asBoolean(false)) {
      Fields.forbidden(
          spec,
          "caBundle",
          here,
          "excludes insecureSkipTLSVerify: only one may be given",
          reporter);
    }
  }
}
