package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.List;
import java.util.regex.Pattern;

/** What a probe or hook does, and how long probes take. */
final class HandlerChecks {
  private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");

  private HandlerChecks() {}

  static void exec(JsonNode action, Place at, Reporter reporter) {
    Fields.filled(action, "command", at, reporter);
  }

  static void http(JsonNode action, Place at, Reporter reporter) {
    JsonNode headers = action.path("httpHeaders");
    for (int i = 0; i < headers.size(); i++) {
      String name = Fields.text(headers.path(i), "name");
      if (headers.path(i).path("name").isTextual() && !HEADER.matcher(name).matches()) {
        reporter.report(
            Rules.SCHEMA_FORMAT,
            at.field("httpHeaders").element(i).field("name"),
            Values.quoted(name) + " is no name of an HTTP header");
      }
    }
  }

  static void hook(JsonNode hook, Place at, Reporter reporter) {
    Fields.notNegative(hook.path("sleep"), "seconds", at.field("sleep"), reporter);
  }

  /** The three probes of a container: each has limits of its own. */
  static void probes(JsonNode container, Place at, Reporter reporter) {
    for (String field : List.of("livenessProbe", "startupProbe")) {
      Fields.atLeast(
          container.path(field), "terminationGracePeriodSeconds", 1, at.field(field), reporter);
    }
    Fields.forbidden(
        container.path("readinessProbe"),
        "terminationGracePeriodSeconds",
        at.field("readinessProbe"),
        "is not for readiness probes: they stop nothing",
        reporter);
  }
}
