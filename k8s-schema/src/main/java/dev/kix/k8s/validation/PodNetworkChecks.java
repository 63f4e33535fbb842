package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.Map;

/** What a pod is called on the network, whom it asks for names, and ports of its node. */
final class PodNetworkChecks {
  private static final int NAMESERVERS = 3;
  private static final int SEARCHES = 32;

  private PodNetworkChecks() {}

  static void pod(JsonNode pod, Place at, Reporter reporter) {
    String hostname = Fields.text(pod, "hostname");
    if (!hostname.isEmpty()) {
      Fields.formed(Names.label(hostname), "hostname", at, reporter);
    }
    String subdomain = Fields.text(pod, "subdomain");
    if (!subdomain.isEmpty()) {
      Fields.formed(Names.label(subdomain), "subdomain", at, reporter);
    }
    if (Fields.text(pod, "dnsPolicy").equals("None")
        && pod.path("dnsConfig").path("nameservers").isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          at.field("dnsPolicy"),
          "the policy None needs at least one name server in dnsConfig.nameservers");
    }
    hostPorts(pod, at, reporter);
  }

  static void dns(JsonNode config, Place at, Reporter reporter) {
    JsonNode servers = config.path("nameservers");
    limit(servers, NAMESERVERS, "name servers", at.field("nameservers"), reporter);
    for (int i = 0; i < servers.size(); i++) {
      address(servers.path(i), at.field("nameservers").element(i), reporter);
    }
    JsonNode searches = config.path("searches");
    limit(searches, SEARCHES, "search domains", at.field("searches"), reporter);
    for (int i = 0; i < searches.size(); i++) {
      // Underscores and one dot at the end are allowed here, unlike in names of resources.
      String domain = searches.path(i).asText("").replace('_', '-');
      String plain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
      String bad = plain.isEmpty() ? null : Names.subdomain(plain);
      if (bad != null) {
        reporter.report(Rules.SCHEMA_FORMAT, at.field("searches").element(i), bad);
      }
    }
    JsonNode options = config.path("options");
    for (int i = 0; i < options.size(); i++) {
      Fields.needed(options.path(i), "name", at.field("options").element(i), reporter);
    }
  }

  private static void limit(JsonNode list, int most, String what, Place at, Reporter reporter) {
    if (list.size() > most) {
      reporter.report(
          Rules.VALUE_RANGE,
          at,
          "has " + list.size() + " " + what + "; at most " + most + " are allowed");
    }
  }

  static void address(JsonNode value, Place at, Reporter reporter) {
    if (value.isTextual() && !Addresses.isIp(value.textValue())) {
      reporter.report(
          Rules.SCHEMA_FORMAT, at, "expected an IP address but found " + Values.describe(value));
    }
  }

  static void alias(JsonNode alias, Place at, Reporter reporter) {
    address(alias.path("ip"), at.field("ip"), reporter);
    JsonNode names = alias.path("hostnames");
    for (int i = 0; i < names.size(); i++) {
      String bad = names.path(i).isTextual() ? Names.subdomain(names.path(i).asText()) : null;
      if (bad != null) {
        reporter.report(Rules.SCHEMA_FORMAT, at.field("hostnames").element(i), bad);
      }
    }
  }

  /** One port of the node can be had once a pod; init containers run one after another. */
  private static void hostPorts(JsonNode pod, Place at, Reporter reporter) {
    Map<String, Place> seen = new HashMap<>();
    JsonNode containers = pod.path("containers");
    for (int i = 0; i < containers.size(); i++) {
      JsonNode ports = containers.path(i).path("ports");
      for (int j = 0; j < ports.size(); j++) {
        JsonNode port = ports.path(j);
        int number = port.path("hostPort").asInt(0);
        if (number == 0) {
          continue;
        }
        String protocol = port.path("protocol").asText("TCP");
        String key = protocol + "/" + Fields.text(port, "hostIP") + "/" + number;
        Place here = at.field("containers").element(i).field("ports").element(j);
        Place first = seen.putIfAbsent(key, here);
        if (first != null) {
          reporter.report(
              Rules.PORT_RANGE,
              here.field("hostPort"),
              "the port " + number + " of the node is already taken by " + first);
        }
      }
    }
  }
}
