package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.List;

/** Kinds about which there are one or two things to say. */
final class SmallKindChecks {
  private static final int MOST_ENDPOINTS = 1000;

  private SmallKindChecks() {}

  static void runtimeClass(JsonNode runtime, Place at, Reporter reporter) {
    String handler = Fields.text(runtime, "handler");
    if (!handler.isEmpty()) {
      Fields.formed(Names.label(handler), "handler", at, reporter);
    }
    Fields.notEmpty(runtime, "handler", at, reporter);
  }

  static void lease(JsonNode spec, Place at, Reporter reporter) {
    Fields.atLeast(spec, "leaseDurationSeconds", 1, at, reporter);
    Fields.notNegative(spec, "leaseTransitions", at, reporter);
  }

  static void ingressClass(JsonNode ingress, Place at, Reporter reporter) {
    JsonNode spec = ingress.path("spec");
    Fields.needed(spec, "controller", at.field("spec"), reporter);
    JsonNode parameters = spec.path("parameters");
    Place here = at.field("spec").field("parameters");
    String scope = Fields.text(parameters, "scope");
    Fields.oneOf(parameters, "scope", List.of("Cluster", "Namespace"), here, reporter);
    if (scope.equals("Namespace")) {
      Fields.needed(parameters, "namespace", here, reporter);
    } else if (parameters.isObject()) {
      Fields.forbidden(parameters, "namespace", here, "needs scope: Namespace", reporter);
    }
  }

  static void ingressTls(JsonNode tls, Place at, Reporter reporter) {
    JsonNode hosts = tls.path("hosts");
    for (int i = 0; i < hosts.size(); i++) {
      String host = hosts.path(i).asText("");
      String plain = host.startsWith("*.") ? host.substring(2) : host;
      if (hosts.path(i).isTextual() && Names.subdomain(plain) != null) {
        reporter.report(
            Rules.SCHEMA_FORMAT,
            at.field("hosts").element(i),
            Values.quoted(host) + " is no DNS name in lower case, nor '*.' before one");
      }
    }
  }

  static void endpointSlice(JsonNode slice, Place at, Reporter reporter) {
    JsonNode endpoints = slice.path("endpoints");
    if (endpoints.size() > MOST_ENDPOINTS) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field("endpoints"),
          "has " + endpoints.size() + " endpoints; at most " + MOST_ENDPOINTS + " are allowed");
    }
    String type = Fields.text(slice, "addressType");
    for (int i = 0; i < endpoints.size(); i++) {
      JsonNode addresses = endpoints.path(i).path("addresses");
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

  static void endpointSubset(JsonNode subset, Place at, Reporter reporter) {
    for (String list : List.of("addresses", "notReadyAddresses")) {
      JsonNode addresses = subset.path(list);
      for (int i = 0; i < addresses.size(); i++) {
        PodNetworkChecks.address(
            addresses.path(i).path("ip"), at.field(list).element(i).field("ip"), reporter);
      }
    }
  }

  static void scaleTarget(JsonNode target, Place at, Reporter reporter) {
    Fields.notEmpty(target, "kind", at, reporter);
    Fields.notEmpty(target, "name", at, reporter);
  }

  /** How fast an autoscaler may go in one direction. */
  static void scalingRules(JsonNode rules, Place at, Reporter reporter) {
    Fields.between(rules, "stabilizationWindowSeconds", 0, 3600, at, reporter);
    JsonNode policies = rules.path("policies");
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
