package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.List;

/** How controllers replace pods: strategies, deadlines, histories (apps/validation). */
final class RolloutChecks {
  /** From here the server looks at the form of a StatefulSet's serviceName. */
  private static final KubernetesVersion SERVICE_NAMES = new KubernetesVersion(1, 34);

  private RolloutChecks() {}

  /** What Deployments, StatefulSets, DaemonSets and ReplicaSets have in common. */
  static void controller(JsonNode spec, Place at, Reporter reporter) {
    Fields.notNegative(spec, "minReadySeconds", at, reporter);
    Fields.notNegative(spec, "revisionHistoryLimit", at, reporter);
    JsonNode pod = spec.path("template").path("spec");
    Fields.forbidden(
        pod,
        "activeDeadlineSeconds",
        at.field("template").field("spec"),
        "is not for pods that a controller keeps running",
        reporter);
  }

  static void deployment(JsonNode spec, Place at, Reporter reporter) {
    JsonNode strategy = spec.path("strategy");
    Place strategyAt = at.field("strategy");
    Fields.oneOf(strategy, "type", List.of("Recreate", "RollingUpdate"), strategyAt, reporter);
    rolling(strategy.path("rollingUpdate"), strategyAt.field("rollingUpdate"), reporter);
    Fields.notNegative(spec, "progressDeadlineSeconds", at, reporter);
    JsonNode deadline = spec.path("progressDeadlineSeconds");
    JsonNode ready = spec.path("minReadySeconds");
    if (Values.isInt(deadline)
        && deadline.intValue() >= 0
        && deadline.intValue() <= ready.asInt(0)) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field("progressDeadlineSeconds"),
          "must be greater than minReadySeconds (" + ready.asInt(0) + ")");
    }
  }

  private static void rolling(JsonNode rolling, Place at, Reporter reporter) {
    Fields.numberOrPercent(rolling, "maxUnavailable", at, reporter);
    Fields.numberOrPercent(rolling, "maxSurge", at, reporter);
    atMostAll(rolling, "maxUnavailable", at, reporter);
  }

  private static void atMostAll(JsonNode owner, String field, Place at, Reporter reporter) {
    String text = Fields.text(owner, field);
    if (text.matches("\\d{1,9}%") && Integer.parseInt(text.substring(0, text.length() - 1)) > 100) {
      reporter.report(Rules.VALUE_RANGE, at.field(field), "must be at most 100% but is " + text);
    }
  }

  static void daemonSet(JsonNode spec, Place at, Reporter reporter) {
    JsonNode strategy = spec.path("updateStrategy");
    Place strategyAt = at.field("updateStrategy");
    Fields.oneOf(strategy, "type", List.of("OnDelete", "RollingUpdate"), strategyAt, reporter);
    JsonNode rolling = strategy.path("rollingUpdate");
    Place here = strategyAt.field("rollingUpdate");
    rolling(rolling, here, reporter);
    atMostAll(rolling, "maxSurge", here, reporter);
    if (!rolling.isObject()) {
      return;
    }
    // The server fills in 1 and 0.
    boolean unavailable =
        !rolling.hasNonNull("maxUnavailable") || !Fields.isZero(rolling.path("maxUnavailable"));
    boolean surge = rolling.hasNonNull("maxSurge") && !Fields.isZero(rolling.path("maxSurge"));
    if (unavailable && surge) {
      reporter.report(
          Rules.ONE_OF, here.field("maxSurge"), "a DaemonSet that surges needs maxUnavailable: 0");
    } else if (!unavailable && !surge) {
      reporter.report(Rules.VALUE_RANGE, here, "maxUnavailable and maxSurge may not both be 0");
    }
  }

  static void statefulSet(JsonNode spec, Place at, Reporter reporter) {
    JsonNode strategy = spec.path("updateStrategy");
    Place strategyAt = at.field("updateStrategy");
    Fields.oneOf(strategy, "type", List.of("OnDelete", "RollingUpdate"), strategyAt, reporter);
    JsonNode rolling = strategy.path("rollingUpdate");
    if (Fields.text(strategy, "type").equals("OnDelete") && rolling.isObject()) {
      reporter.report(
          Rules.ONE_OF,
          strategyAt.field("rollingUpdate"),
          "may not be given when the strategy's type is OnDelete");
    }
    Fields.notNegative(rolling, "partition", strategyAt.field("rollingUpdate"), reporter);
    if (rolling.hasNonNull("maxUnavailable")) {
      Place here = strategyAt.field("rollingUpdate");
      Fields.numberOrPercent(rolling, "maxUnavailable", here, reporter);
      atMostAll(rolling, "maxUnavailable", here, reporter);
      if (Fields.isZero(rolling.path("maxUnavailable"))) {
        reporter.report(Rules.VALUE_RANGE, here.field("maxUnavailable"), "may not be 0");
      }
    }
    Fields.oneOf(spec, "podManagementPolicy", List.of("OrderedReady", "Parallel"), at, reporter);
    Fields.notNegative(spec.path("ordinals"), "start", at.field("ordinals"), reporter);
    JsonNode retention = spec.path("persistentVolumeClaimRetentionPolicy");
    for (String field : List.of("whenDeleted", "whenScaled")) {
      Fields.oneOf(
          retention,
          field,
          List.of("Retain", "Delete"),
          at.field("persistentVolumeClaimRetentionPolicy"),
          reporter);
    }
    String service = Fields.text(spec, "serviceName");
    if (!service.isEmpty() && reporter.version().isAtLeast(SERVICE_NAMES)) {
      Fields.formed(Names.label(service), "serviceName", at, reporter);
    }
    claimNames(spec.path("volumeClaimTemplates"), at.field("volumeClaimTemplates"), reporter);
  }

  private static void claimNames(JsonNode templates, Place at, Reporter reporter) {
    for (int i = 0; i < templates.size(); i++) {
      Place metadata = at.element(i).field("metadata");
      Fields.needed(templates.path(i).path("metadata"), "name", metadata, reporter);
      // It names a volume of the pods.
      String name = Fields.text(templates.path(i).path("metadata"), "name");
      if (!name.isEmpty()) {
        Fields.formed(Names.label(name), "name", metadata, reporter);
      }
      Fields.needed(templates.path(i), "spec", at.element(i), reporter);
    }
  }
}
