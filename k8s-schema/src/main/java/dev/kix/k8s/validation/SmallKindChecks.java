package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Kinds about which there are one or two things to say. */
final class SmallKindChecks {
  private static final int MOST_ENDPOINTS = 1000;

  /** From here the server asks for the group of what an autoscaler scales. */
  private static final KubernetesVersion TARGET_GROUPS = new KubernetesVersion(1, 34);

  private SmallKindChecks() {}

  static void runtimeClass(JsonNode runtime, Place at, Reporter reporter) {
    String handler = Fields.text(runtime, "handler");
    if (!handler.isEmpty()) {
      Fields.formed(Names.label(handler), "handler", at, reporter);
    }
    Fields.notEmpty(runtime, "handler", at, reporter);
    for (var entry : runtime.path("overhead").path("podFixed").properties()) {
      Place here = at.field("overhead").field("podFixed").field(entry.getKey());
      Fields.quantityNotNegative(entry.getValue(), here, reporter);
    }
  }

  static void lease(JsonNode spec, Place at, Reporter reporter) {
    Fields.atLeast(spec, "leaseDurationSeconds", 1, at, reporter);
    Fields.notNegative(spec, "leaseTransitions", at, reporter);
  }

  static void endpointSlice(JsonNode slice, Place at, Reporter reporter) {
    JsonNode endpoints = slice.path("endpoints");
    if (endpoints.size() > MOST_ENDPOINTS) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field("endpoints"),
          "has " + endpoints.size() + " endpoints; at most " + MOST_ENDPOINTS + " are allowed");
    }
    Fields.notEmpty(slice, "addressType", at, reporter);
    endpointPorts(slice.path("ports"), at.field("ports"), reporter);
    String type = Fields.text(slice, "addressType");
    for (int i = 0; i < endpoints.size(); i++) {
      JsonNode addresses = endpoints.path(i).path("addresses");
      Fields.filledIfThere(
          endpoints.path(i), "addresses", at.field("endpoints").element(i), reporter);
      Place here = at.field("endpoints").element(i).field("addresses");
      for (int j = 0; j < addresses.size(); j++) {
        String address = addresses.path(j).asText("");
        boolean right =
            switch (type) {
              case "IPv4" -> Addresses.isIpv4(address);
              case "IPv6" -> Addresses.isIpv6(address);
              case "FQDN" -> Names.subdomain(address) == null;
              default -> true;
            };
        if (!right) {
          reporter.report(
              Rules.SCHEMA_FORMAT,
              here.element(j),
              "expected an address of type " + type + " but found " + Values.quoted(address));
        }
      }
    }
  }

  private static void endpointPorts(JsonNode ports, Place at, Reporter reporter) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      String name = Fields.text(ports.path(i), "name");
      if (!name.isEmpty()) {
        Fields.formed(Names.label(name), "name", at.element(i), reporter);
      }
      if (!seen.add(name)) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE,
            at.element(i),
            name.isEmpty()
                ? "one port only may have no name"
                : Values.quoted(name) + " is the name of a port before");
      }
    }
  }

  static void endpointSubset(JsonNode subset, Place at, Reporter reporter) {
    for (String list : List.of("addresses", "notReadyAddresses")) {
      JsonNode addresses = subset.path(list);
      for (int i = 0; i < addresses.size(); i++) {
        JsonNode ip = addresses.path(i).path("ip");
        Place here = at.field(list).element(i).field("ip");
        PodNetworkChecks.address(ip, here, reporter);
        String text = ip.asText("");
        if (text.equals("::1") || text.startsWith("127.") && Addresses.isIp(text)) {
          reporter.report(Rules.SCHEMA_FORMAT, here, "may not be an address of the machine itself");
        }
      }
    }
  }

  static void scaleTarget(JsonNode target, Place at, Reporter reporter) {
    Fields.notEmpty(target, "kind", at, reporter);
    Fields.notEmpty(target, "name", at, reporter);
    Fields.pathSegment(target, "kind", at, reporter);
    Fields.pathSegment(target, "name", at, reporter);
  }

  /** What an autoscaler scales, which must have a group; a metric's object may be of the core. */
  static void scaled(JsonNode spec, Place from, Reporter reporter) {
    JsonNode target = spec.path("scaleTargetRef");
    Place at = from.field("scaleTargetRef");
    if (!target.isObject()) {
      return;
    }
    String version = Fields.text(target, "apiVersion");
    boolean core = Fields.text(target, "kind").equals("ReplicationController");
    if (version.indexOf('/') <= 0 && !core && reporter.version().isAtLeast(TARGET_GROUPS)) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          target.has("apiVersion") ? at.field("apiVersion") : at,
          "the apiVersion of what is scaled must name its group, such as \"apps/v1\"");
    }
  }

  /** How fast an autoscaler may go in one direction. */
  static void scalingRules(JsonNode rules, Place at, Reporter reporter) {
    Fields.between(rules, "stabilizationWindowSeconds", 0, 3600, at, reporter);
    JsonNode policies = rules.path("policies");
    Fields.filledIfThere(rules, "policies", at, reporter);
    for (int i = 0; i < policies.size(); i++) {
      Place here = at.field("policies").element(i);
      Fields.oneOf(policies.path(i), "type", List.of("Pods", "Percent"), here, reporter);
      Fields.atLeast(policies.path(i), "value", 1, here, reporter);
      Fields.between(policies.path(i), "periodSeconds", 1, 1800, here, reporter);
    }
  }

  /** The type of a metric's target names its field. */
  static void metricTarget(JsonNode target, Place at, Reporter reporter) {
    String type = Fields.text(target, "type");
    Fields.oneOf(target, "type", List.of("Utilization", "Value", "AverageValue"), at, reporter);
    String field =
        switch (type) {
          case "Utilization" -> "averageUtilization";
          case "Value" -> "value";
          case "AverageValue" -> "averageValue";
          default -> "";
        };
    if (!field.isEmpty() && !target.hasNonNull(field)) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          at,
          "a target of type " + type + " needs the field '" + field + "'");
    }
    Fields.atLeast(target, "averageUtilization", 1, at, reporter);
  }
}
