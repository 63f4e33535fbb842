package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** Jobs and CronJobs (batch/validation). */
final class JobChecks {
  private static final int MOST_INDEXED = 100_000;
  private static final int MOST_RULES = 20;

  private JobChecks() {}

  static void job(JsonNode spec, Place at, Reporter reporter) {
    for (String field :
        List.of(
            "parallelism",
            "completions",
            "backoffLimit",
            "backoffLimitPerIndex",
            "maxFailedIndexes",
            "activeDeadlineSeconds",
            "ttlSecondsAfterFinished")) {
      Fields.notNegative(spec, field, at, reporter);
    }
    selector(spec, at, reporter);
    boolean indexed = Fields.text(spec, "completionMode").equals("Indexed");
    Fields.oneOf(spec, "completionMode", List.of("NonIndexed", "Indexed"), at, reporter);
    if (indexed && !spec.hasNonNull("completions")) {
      reporter.report(
          Rules.SCHEMA_REQUIRED, at, "a Job with completionMode Indexed needs completions");
    }
    if (indexed) {
      Fields.between(spec, "parallelism", Integer.MIN_VALUE, MOST_INDEXED, at, reporter);
    } else {
      Fields.forbidden(spec, "backoffLimitPerIndex", at, "needs completionMode: Indexed", reporter);
    }
    if (!spec.hasNonNull("backoffLimitPerIndex")) {
      Fields.forbidden(spec, "maxFailedIndexes", at, "needs backoffLimitPerIndex", reporter);
    }
    String manager = Fields.text(spec, "managedBy");
    if (!manager.isEmpty()) {
      Fields.formed(Names.domainPrefixed(manager), "managedBy", at, reporter);
    }
    if (Values.isInt(spec.path("completions"))) {
      int completions = spec.path("completions").intValue();
      Fields.between(spec, "maxFailedIndexes", Integer.MIN_VALUE, completions, at, reporter);
    }
    failurePolicy(spec, at, reporter);
    successPolicy(spec, indexed, at, reporter);
  }

  /** Of Jobs and of the template of a CronJob; the controller makes the selector itself. */
  private static void selector(JsonNode spec, Place at, Reporter reporter) {
    if (!spec.path("manualSelector").asBoolean(false)) {
      Fields.forbidden(
          spec, "selector", at, "is made by the server unless manualSelector is true", reporter);
    } else if (!spec.hasNonNull("selector")) {
      reporter.report(Rules.SCHEMA_REQUIRED, at, "with manualSelector a Job needs a selector");
    }
  }

  private static void failurePolicy(JsonNode spec, Place at, Reporter reporter) {
    JsonNode policy = spec.path("podFailurePolicy");
    if (!policy.isObject()) {
      return;
    }
    Place here = at.field("podFailurePolicy");
    String restart = spec.path("template").path("spec").path("restartPolicy").asText("");
    if (restart.equals("OnFailure")) {
      reporter.report(Rules.ONE_OF, here, "needs restartPolicy: Never in the pod template");
    }
    JsonNode rules = policy.path("rules");
    if (rules.size() > MOST_RULES) {
      reporter.report(
          Rules.VALUE_RANGE,
          here.field("rules"),
          "has " + rules.size() + " rules; at most " + MOST_RULES + " are allowed");
    }
    for (int i = 0; i < rules.size(); i++) {
      Place rule = here.field("rules").element(i);
      OneOf.exactlyOne(
          rules.path(i), List.of("onExitCodes", "onPodConditions"), rule.toString(), reporter);
      exitCodes(rules.path(i).path("onExitCodes"), rule.field("onExitCodes"), reporter);
      JsonNode conditions = rules.path(i).path("onPodConditions");
      if (conditions.isArray() && conditions.isEmpty()) {
        reporter.report(Rules.SCHEMA_REQUIRED, rule.field("onPodConditions"), "may not be empty");
      }
      container(spec, rules.path(i).path("onExitCodes"), rule.field("onExitCodes"), reporter);
    }
  }

  private static void container(JsonNode spec, JsonNode codes, Place at, Reporter reporter) {
    JsonNode name = codes.path("containerName");
    if (!name.isTextual()) {
      return;
    }
    JsonNode pod = spec.path("template").path("spec");
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : pod.path(list)) {
        if (container.path("name").equals(name)) {
          return;
        }
      }
    }
    reporter.report(
        Rules.SCHEMA_ENUM,
        at.field("containerName"),
        Values.describe(name) + " is no container of the pod template");
  }

  private static void exitCodes(JsonNode codes, Place at, Reporter reporter) {
    JsonNode values = codes.path("values");
    Fields.notEmpty(codes, "operator", at, reporter);
    Fields.filledIfThere(codes, "values", at, reporter);
    boolean in = Fields.text(codes, "operator").equals("In");
    for (int i = 0; i < values.size(); i++) {
      Place here = at.field("values").element(i);
      if (in && values.path(i).isIntegralNumber() && values.path(i).asLong() == 0) {
        reporter.report(Rules.VALUE_RANGE, here, "may not be 0, which is no failure");
      }
      if (i > 0 && values.path(i).asLong() <= values.path(i - 1).asLong()) {
        reporter.report(Rules.VALUE_RANGE, here, "must be greater than the one before it");
      }
    }
  }

  private static void successPolicy(JsonNode spec, boolean indexed, Place at, Reporter reporter) {
    JsonNode policy = spec.path("successPolicy");
    if (policy.isObject() && !indexed) {
      reporter.report(Rules.ONE_OF, at.field("successPolicy"), "needs completionMode: Indexed");
    } else if (policy.isObject()) {
      Fields.filled(policy, "rules", at.field("successPolicy"), reporter);
      for (int i = 0; i < policy.path("rules").size(); i++) {
        JsonNode rule = policy.path("rules").path(i);
        Place here = at.field("successPolicy").field("rules").element(i);
        if (!rule.hasNonNull("succeededCount") && !rule.hasNonNull("succeededIndexes")) {
          reporter.report(
              Rules.SCHEMA_REQUIRED, here, "one of succeededCount, succeededIndexes must be given");
        }
        int completions = spec.path("completions").asInt(Integer.MAX_VALUE);
        Fields.between(rule, "succeededCount", 1, completions, here, reporter);
      }
    }
  }

  static void cronJob(JsonNode spec, Place at, Reporter reporter) {
    Fields.notNegative(spec, "startingDeadlineSeconds", at, reporter);
    Fields.notNegative(spec, "successfulJobsHistoryLimit", at, reporter);
    Fields.notNegative(spec, "failedJobsHistoryLimit", at, reporter);
    Fields.oneOf(spec, "concurrencyPolicy", List.of("Allow", "Forbid", "Replace"), at, reporter);
    JsonNode zone = spec.path("timeZone");
    if (zone.isTextual() && !isZone(zone.textValue())) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field("timeZone"),
          "expected a time zone such as \"Etc/UTC\" or \"Europe/Paris\" but found "
              + Values.describe(zone));
    }
    JsonNode job = spec.path("jobTemplate").path("spec");
    if (job.path("manualSelector").asBoolean(false)) {
      reporter.report(
          Rules.ONE_OF,
          at.field("jobTemplate").field("spec").field("manualSelector"),
          "may not be true in a CronJob");
    }
  }

  /** Names of the time zone database only: no offsets, and not the server's own zone. */
  private static boolean isZone(String name) {
    if (name.isEmpty() || name.equalsIgnoreCase("Local")) {
      return false;
    }
    try {
      return ZoneId.getAvailableZoneIds().contains(name)
          || !ZoneId.of(name).getId().matches("(UTC|GMT|UT)?[+-].*|Z") && name.indexOf('/') > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
