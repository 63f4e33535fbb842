package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Services, Ingresses and NetworkPolicies. */
final class ServiceChecks {

  private ServiceChecks() {}

  static void service(JsonNode spec, String path, Reporter reporter) {
    String type = spec.path("type").asText("ClusterIP");
    JsonNode ports = spec.path("ports");
    String at = JsonPath.field(path, "ports");
    boolean headless = spec.path("clusterIP").asText("").equals("None");
    if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
      reporter.report(Rules.SCHEMA_REQUIRED, path, "a Service needs at least one port");
    }
    if (headless && (type.equals("NodePort") || type.equals("LoadBalancer"))) {
      reporter.report(
          Rules.ONE_OF,
          JsonPath.field(path, "clusterIP"),
          "may not be None for a Service of type " + type);
    }
    if (type.equals("ExternalName") && spec.path("externalName").asText("").isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED, path, "a Service of type ExternalName needs externalName");
    }
    portNames(ports, at, reporter);
    String ip = spec.path("clusterIP").asText("");
    if (!ip.isEmpty() && !ip.equals("None") && !Addresses.isIp(ip)) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          JsonPath.field(path, "clusterIP"),
          "expected an IP address or None but found " + Values.quoted(ip));
    }
  }

  private static void portNames(JsonNode ports, String path, Reporter reporter) {
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      String at = JsonPath.element(path, i);
      String name = ports.path(i).path("name").asText("");
      if (name.isEmpty()) {
        if (ports.size() > 1) {
          reporter.report(
              Rules.SERVICE_PORTS, at, "needs a name, because the Service has several ports");
        }
        continue;
      }
      Integer first = names.putIfAbsent(name, i);
      if (first != null) {
        reporter.report(
            Rules.SERVICE_PORTS,
            JsonPath.field(at, "name"),
            Values.quoted(name) + " is already the name of " + JsonPath.element(path, first));
      }
    }
  }

  static void port(JsonNode port, String path, Reporter reporter) {
    Ports.number(port, "port", path, reporter);
    Ports.numberOrName(port, "targetPort", path, reporter);
    if (port.path("nodePort").asInt(0) != 0) {
      Ports.number(port, "nodePort", path, reporter);
    }
    String name = port.path("name").asText("");
    String bad = name.isEmpty() ? null : Names.label(name);
    if (bad != null) {
      reporter.report(Rules.SERVICE_PORTS, JsonPath.field(path, "name"), bad);
    }
  }

  static void backendPort(JsonNode port, String path, Reporter reporter) {
    Ports.number(port, "number", path, reporter);
    OneOf.exactlyOne(port, List.of("name", "number"), path, reporter);
  }

  static void backend(JsonNode backend, String path, Reporter reporter) {
    OneOf.exactlyOne(backend, List.of("service", "resource"), path, reporter);
  }

  static void ingress(JsonNode spec, String path, Reporter reporter) {
    if (spec.path("rules").isEmpty() && !spec.hasNonNull("defaultBackend")) {
      reporter.report(Rules.SCHEMA_REQUIRED, path, "an Ingress needs rules or a defaultBackend");
    }
  }

  static void rule(JsonNode rule, String path, Reporter reporter) {
    String host = rule.path("host").asText("");
    if (host.isEmpty()) {
      return;
    }
    String plain = host.startsWith("*.") ? host.substring(2) : host;
    if (Addresses.isIp(host)) {
      reporter.report(
          Rules.SCHEMA_FORMAT, JsonPath.field(path, "host"), "must be a DNS name, not an address");
    } else if (Names.subdomain(plain) != null) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          JsonPath.field(path, "host"),
          Values.quoted(host) + " is no DNS name in lower case, nor '*.' before one");
    }
  }

  static void ingressPath(JsonNode rule, String path, Reporter reporter) {
    String type = rule.path("pathType").asText("");
    String value = rule.path("path").asText("");
    boolean strict = type.equals("Exact") || type.equals("Prefix");
    if (type.equals("ImplementationSpecific") && !value.isEmpty() && !value.startsWith("/")) {
      reporter.report(
          Rules.SCHEMA_FORMAT, JsonPath.field(path, "path"), "a path must begin with '/'");
    }
    if (strict && !value.startsWith("/")) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          value.isEmpty() ? path : JsonPath.field(path, "path"),
          "a path of type " + type + " must begin with '/'");
    } else if (strict
        && (value.contains("//")
            || value.contains("/./")
            || value.contains("/../")
            || value.endsWith("/..")
            || value.endsWith("/."))) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          JsonPath.field(path, "path"),
          "may not contain '//', '/./' or '/../', nor end with '/.' or '/..'");
    }
  }

  static void block(JsonNode block, String path, Reporter reporter) {
    range(block.path("cidr"), JsonPath.field(path, "cidr"), reporter);
    JsonNode except = block.path("except");
    for (int i = 0; i < except.size(); i++) {
      String at = JsonPath.element(JsonPath.field(path, "except"), i);
      range(except.path(i), at, reporter);
      String inner = except.path(i).asText("");
      String outer = block.path("cidr").asText("");
      if (Addresses.isCidr(inner) && Addresses.isCidr(outer) && !Addresses.isWithin(inner, outer)) {
        reporter.report(Rules.SCHEMA_FORMAT, at, "must be a smaller range within cidr, " + outer);
      }
    }
  }

  private static void range(JsonNode cidr, String path, Reporter reporter) {
    if (cidr.isTextual() && !Addresses.isCidr(cidr.textValue())) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          path,
          "expected an address range such as 10.0.0.0/8 but found "
              + Values.quoted(cidr.textValue()));
    }
  }

  static void policyPort(JsonNode port, String path, Reporter reporter) {
    Ports.numberOrName(port, "port", path, reporter);
    Ports.number(port, "endPort", path, reporter);
    JsonNode start = port.path("port");
    JsonNode end = port.path("endPort");
    if (Values.isInt(end) && !start.isIntegralNumber()) {
      reporter.report(
          Rules.ONE_OF, JsonPath.field(path, "endPort"), "needs a number in the field port");
    }
    if (Values.isInt(end) && Values.isInt(start) && end.intValue() < start.intValue()) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(path, "endPort"),
          "must not be below port " + start.intValue());
    }
  }

  static void peer(JsonNode peer, String path, Reporter reporter) {
    boolean selects = peer.hasNonNull("podSelector") || peer.hasNonNull("namespaceSelector");
    if (peer.hasNonNull("ipBlock") == selects) {
      reporter.report(
          Rules.ONE_OF,
          path,
          selects
              ? "ipBlock excludes podSelector and namespaceSelector"
              : "one of ipBlock, podSelector, namespaceSelector must be given");
    }
  }
}
