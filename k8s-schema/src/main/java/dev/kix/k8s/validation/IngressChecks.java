package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.List;

/** What Ingresses and their classes refer to (networking/validation). */
final class IngressChecks {
  private static final int LONGEST_CONTROLLER = 250;

  /** RelaxedServiceNameValidation is on by default from here. */
  private static final KubernetesVersion RELAXED_SERVICES = new KubernetesVersion(1, 36);

  private IngressChecks() {}

  static void className(JsonNode spec, Place at, Reporter reporter) {
    if (spec.path("ingressClassName").isTextual()) {
      String name = Fields.text(spec, "ingressClassName");
      Fields.formed(Names.subdomain(name), "ingressClassName", at, reporter);
    }
  }

  static void service(JsonNode service, Place at, Reporter reporter) {
    String name = Fields.text(service, "name");
    if (name.isEmpty()) {
      Fields.notEmpty(service, "name", at, reporter);
    } else {
      boolean relaxed = reporter.version().isAtLeast(RELAXED_SERVICES);
      Fields.formed(relaxed ? Names.label(name) : Names.label1035(name), "name", at, reporter);
    }
    String port = Fields.text(service.path("port"), "name");
    if (!port.isEmpty()) {
      Fields.formed(Names.port(port), "name", at.field("port"), reporter);
    }
    if (!service.path("port").isObject()) {
      Fields.needed(service, "port", at, reporter);
    }
  }

  static void tls(JsonNode tls, Place at, Reporter reporter) {
    String secret = Fields.text(tls, "secretName");
    if (!secret.isEmpty()) {
      Fields.formed(Names.subdomain(secret), "secretName", at, reporter);
    }
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

  static void ingressClass(JsonNode ingress, Place at, Reporter reporter) {
    JsonNode spec = ingress.path("spec");
    Place here = at.field("spec");
    Fields.needed(spec, "controller", here, reporter);
    String controller = Fields.text(spec, "controller");
    if (controller.length() > LONGEST_CONTROLLER) {
      reporter.report(
          Rules.VALUE_RANGE,
          here.field("controller"),
          "has " + controller.length() + " characters; at most 250 are allowed");
    } else if (!controller.isEmpty()) {
      Fields.formed(Names.domainPrefixed(controller), "controller", here, reporter);
    }
    if (spec.path("parameters").isObject()) {
      parameters(spec.path("parameters"), here.field("parameters"), reporter);
    }
  }

  private static void parameters(JsonNode parameters, Place at, Reporter reporter) {
    String scope = Fields.text(parameters, "scope");
    Fields.oneOf(parameters, "scope", List.of("Cluster", "Namespace"), at, reporter);
    if (scope.equals("Namespace")) {
      Fields.needed(parameters, "namespace", at, reporter);
    } else {
      Fields.forbidden(parameters, "namespace", at, "needs scope: Namespace", reporter);
    }
    String namespace = Fields.text(parameters, "namespace");
    if (!namespace.isEmpty()) {
      Fields.formed(Names.label(namespace), "namespace", at, reporter);
    }
    if (parameters.path("apiGroup").isTextual()) {
      Fields.formed(Names.subdomain(Fields.text(parameters, "apiGroup")), "apiGroup", at, reporter);
    }
    for (String field : List.of("kind", "name")) {
      Fields.notEmpty(parameters, field, at, reporter);
      Fields.pathSegment(parameters, field, at, reporter);
    }
  }
}
