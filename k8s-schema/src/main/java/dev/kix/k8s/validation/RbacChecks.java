package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;

/** Roles and bindings beyond the kinds they name (rbac/validation). */
final class RbacChecks {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private RbacChecks() {}

  static void rule(JsonNode rule, Place at, Reporter reporter) {
    if (rule.path("nonResourceURLs").isEmpty()) {
      return;
    }
    if (reporter.manifest().kind().equals("Role")) {
      reporter.report(
          Rules.ONE_OF,
          at.field("nonResourceURLs"),
          "are outside any namespace: use a ClusterRole");
    }
    if (!rule.path("resources").isEmpty() || !rule.path("apiGroups").isEmpty()) {
      reporter.report(
          Rules.ONE_OF, at, "a rule names either resources or nonResourceURLs, not both");
    }
  }

  static void binding(JsonNode binding, Place at, Reporter reporter) {
    JsonNode role = binding.path("roleRef");
    Fields.notEmpty(role, "name", at.field("roleRef"), reporter);
    String name = Fields.text(role, "name");
    Fields.formed(Names.pathSegment(name), "name", at.field("roleRef"), reporter);
  }

  static void subject(JsonNode subject, Place at, Reporter reporter) {
    Fields.notEmpty(subject, "name", at, reporter);
    String kind = Fields.text(subject, "kind");
    String group = Fields.text(subject, "apiGroup");
    boolean account = kind.equals("ServiceAccount");
    if (account && !Fields.text(subject, "name").isEmpty()) {
      Fields.formed(Names.subdomain(Fields.text(subject, "name")), "name", at, reporter);
    }
    if (account && !group.isEmpty()) {
      reporter.report(Rules.SCHEMA_ENUM, at.field("apiGroup"), "must be \"\" for a ServiceAccount");
    }
    if ((kind.equals("User") || kind.equals("Group")) && !group.isEmpty() && !group.equals(GROUP)) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          at.field("apiGroup"),
          "expected \"" + GROUP + "\" but found " + Values.quoted(group));
    }
  }
}
