package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the type of a Service allows (core/validation, ValidateService). */
final class ServiceTypeChecks {
  private static final List<String> FOR_BALANCERS =
      List.of("loadBalancerSourceRanges", "loadBalancerClass", "allocateLoadBalancerNodePorts");
  private static final int STICKY_SECONDS = 86_400;

  private ServiceTypeChecks() {}

  static void service(JsonNode spec, Place at, Reporter reporter) {
    String type = spec.path("type").asText("ClusterIP");
    boolean balancer = type.equals("LoadBalancer");
    boolean external = balancer || type.equals("NodePort");
    if (!balancer) {
      for (String field : FOR_BALANCERS) {
        if (!spec.path(field).isArray() || !spec.path(field).isEmpty()) {
          Fields.forbidden(spec, field, at, "is only for Services of type LoadBalancer", reporter);
        }
      }
    }
    if (!external && spec.path("externalIPs").isEmpty()) {
      String policy = Fields.text(spec, "externalTrafficPolicy");
      if (!policy.isEmpty()) {
        reporter.report(
            Rules.ONE_OF,
            at.field("externalTrafficPolicy"),
            "is only for Services that are reached from outside the cluster");
      }
    }
    if (spec.path("healthCheckNodePort").asInt(0) != 0
        && !(balancer && Fields.text(spec, "externalTrafficPolicy").equals("Local"))) {
      reporter.report(
          Rules.ONE_OF,
          at.field("healthCheckNodePort"),
          "needs type LoadBalancer and externalTrafficPolicy Local");
    }
    Fields.between(spec, "healthCheckNodePort", 0, 65535, at, reporter);
    Fields.oneOf(
        spec,
        "trafficDistribution",
        List.of("PreferClose", "PreferSameZone", "PreferSameNode"),
        at,
        reporter);
    for (int i = 0; i < spec.path("ports").size(); i++) {
      String protocol = Fields.text(spec.path("ports").path(i), "appProtocol");
      if (!protocol.isEmpty()) {
        Fields.formed(
            Names.qualified(protocol), "appProtocol", at.field("ports").element(i), reporter);
      }
    }
    String balancerClass = Fields.text(spec, "loadBalancerClass");
    if (!balancerClass.isEmpty()) {
      Fields.formed(Names.qualified(balancerClass), "loadBalancerClass", at, reporter);
    }
    if (type.equals("ExternalName")) {
      externalName(spec, at, reporter);
    }
    addresses(spec, at, reporter);
    affinity(spec, at, reporter);
    ports(spec.path("ports"), type, at.field("ports"), reporter);
  }

  private static void externalName(JsonNode spec, Place at, Reporter reporter) {
    String name = Fields.text(spec, "externalName");
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (!name.isEmpty()) {
      Fields.formed(Names.subdomain(plain), "externalName", at, reporter);
    }
    if (!Fields.text(spec, "clusterIP").isEmpty()) {
      reporter.report(
          Rules.ONE_OF,
          at.field("clusterIP"),
          "may not be given for a Service of type ExternalName");
    }
  }

  private static void addresses(JsonNode spec, Place at, Reporter reporter) {
    for (String list : List.of("externalIPs", "clusterIPs")) {
      for (int i = 0; i < spec.path(list).size(); i++) {
        JsonNode ip = spec.path(list).path(i);
        if (!ip.asText("").equals("None")) {
          PodNetworkChecks.address(ip, at.field(list).element(i), reporter);
        }
      }
    }
    String first = spec.path("clusterIPs").path(0).asText("");
    String ip = Fields.text(spec, "clusterIP");
    if (!first.isEmpty() && !first.equals(ip) && spec.hasNonNull("clusterIP")) {
      reporter.report(
          Rules.ONE_OF,
          at.field("clusterIPs").element(0),
          "must be the same as clusterIP, " + Values.quoted(ip));
    }
    JsonNode ranges = spec.path("loadBalancerSourceRanges");
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.path(i).isTextual() && !Addresses.isCidr(ranges.path(i).asText().strip())) {
        reporter.report(
            Rules.SCHEMA_FORMAT,
            at.field("loadBalancerSourceRanges").element(i),
            "expected an address range such as 10.0.0.0/8 but found "
                + Values.describe(ranges.path(i)));
      }
    }
    families(spec.path("ipFamilies"), at.field("ipFamilies"), reporter);
  }

  private static void families(JsonNode families, Place at, Reporter reporter) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < families.size(); i++) {
      String family = families.path(i).asText("");
      if (!List.of("IPv4", "IPv6").contains(family)) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            at.element(i),
            "expected IPv4 or IPv6 but found " + Values.describe(families.path(i)));
      } else if (!seen.add(family)) {
        reporter.report(Rules.SCHEMA_DUPLICATE, at.element(i), family + " is in the list already");
      }
    }
  }

  private static void affinity(JsonNode spec, Place at, Reporter reporter) {
    Fields.oneOf(spec, "sessionAffinity", List.of("ClientIP", "None"), at, reporter);
    JsonNode config = spec.path("sessionAffinityConfig");
    if (!Fields.text(spec, "sessionAffinity").equals("ClientIP")) {
      return; // The server drops the configuration of what is off.
    }
    Fields.between(
        config.path("clientIP"),
        "timeoutSeconds",
        1,
        STICKY_SECONDS,
        at.field("sessionAffinityConfig").field("clientIP"),
        reporter);
  }

  /** Ports of nodes only some types have; that port and protocol are distinct the schema says. */
  private static void ports(JsonNode ports, String type, Place at, Reporter reporter) {
    Map<String, Integer> nodes = new HashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonNode port = ports.path(i);
      String protocol = port.path("protocol").asText("TCP");
      int node = port.path("nodePort").asInt(0);
      if (node == 0) {
        continue;
      }
      Place here = at.element(i).field("nodePort");
      if (!type.equals("NodePort") && !type.equals("LoadBalancer")) {
        reporter.report(
            Rules.ONE_OF, here, "is only for Services of type NodePort or LoadBalancer");
      }
      Integer other = nodes.putIfAbsent(protocol + node, i);
      if (other != null) {
        reporter.report(
            Rules.SERVICE_PORTS,
            here,
            "the port " + node + " of the nodes is already used by " + at.element(other));
      }
    }
  }
}
