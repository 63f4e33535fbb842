package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One container: its name, image, ports, environment, probes and resources. */
final class ContainerChecks {
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");
  private static final List<String> HOOKS = List.of("exec", "httpGet", "tcpSocket", "sleep");

  private ContainerChecks() {}

  static void container(JsonNode container, String path, Reporter reporter) {
    JsonNode name = container.path("name");
    if (name.isTextual()) {
      String bad = Names.label(name.textValue());
      if (bad != null) {
        reporter.report(Rules.POD_NAMES, JsonPath.field(path, "name"), bad);
      }
    }
    JsonNode image = container.path("image");
    if (image.isMissingNode() || image.isNull()) {
      reporter.report(Rules.SCHEMA_REQUIRED, path, "the required field 'image' is missing");
    } else if (image.isTextual()) {
      String text = image.textValue();
      if (text.isEmpty() || !text.equals(text.strip())) {
        reporter.report(
            Rules.SCHEMA_FORMAT,
            JsonPath.field(path, "image"),
            "expected the name of an image but found " + Values.quoted(text));
      }
    }
    portNames(container.path("ports"), JsonPath.field(path, "ports"), reporter);
    mountPaths(container.path("volumeMounts"), JsonPath.field(path, "volumeMounts"), reporter);
  }

  private static void portNames(JsonNode ports, String path, Reporter reporter) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < ports.size(); i++) {
      String name = ports.path(i).path("name").asText("");
      Integer first = name.isEmpty() ? null : seen.putIfAbsent(name, i);
      if (first != null) {
        reporter.report(
            Rules.POD_NAMES,
            JsonPath.field(JsonPath.element(path, i), "name"),
            Values.quoted(name) + " is already the name of " + JsonPath.element(path, first));
      }
    }
  }

  private static void mountPaths(JsonNode mounts, String path, Reporter reporter) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < mounts.size(); i++) {
      String target = mounts.path(i).path("mountPath").asText("");
      Integer first = target.isEmpty() ? null : seen.putIfAbsent(target, i);
      if (first != null && !PodChecks.hasListKeys(reporter)) {
        reporter.report(
            Rules.POD_VOLUMES,
            JsonPath.field(JsonPath.element(path, i), "mountPath"),
            Values.quoted(target) + " is already used by " + JsonPath.element(path, first));
      }
    }
  }

  static void port(JsonNode port, String path, Reporter reporter) {
    Ports.number(port, "containerPort", path, reporter);
    if (port.path("hostPort").asInt(0) != 0) {
      Ports.number(port, "hostPort", path, reporter);
    }
    String name = port.path("name").asText("");
    String bad = name.isEmpty() ? null : Names.port(name);
    if (bad != null) {
      reporter.report(Rules.POD_NAMES, JsonPath.field(path, "name"), bad);
    }
  }

  static void variable(JsonNode variable, String path, Reporter reporter) {
    JsonNode name = variable.path("name");
    if (name.isTextual()) {
      String bad = Names.environmentVariable(name.textValue());
      if (bad != null) {
        reporter.report(Rules.POD_NAMES, JsonPath.field(path, "name"), bad);
      }
    }
    JsonNode from = variable.path("valueFrom");
    if (from.isObject()) {
      if (!variable.path("value").asText("").isEmpty()) {
        reporter.report(
            Rules.ONE_OF, path, "value and valueFrom exclude each other: only one may be given");
      }
      OneOf.exactlyOne(
          from,
          List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"),
          JsonPath.field(path, "valueFrom"),
          reporter);
    }
  }

  static void variables(JsonNode from, String path, Reporter reporter) {
    OneOf.exactlyOne(from, List.of("configMapRef", "secretRef"), path, reporter);
  }

  /** The same, of what is named. */
  static void variables(JsonNode from, Place at, Reporter reporter) {
    for (String kind : List.of("configMapRef", "secretRef")) {
      if (from.path(kind).isObject()) {
        EnvironmentChecks.named(from.path(kind), at.field(kind), reporter);
      }
    }
  }

  static void probe(JsonNode probe, String path, Reporter reporter) {
    OneOf.exactlyOne(probe, HANDLERS, path, reporter);
    for (String field :
        List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "failureThreshold")) {
      notNegative(probe, field, path, reporter);
    }
    JsonNode success = probe.path("successThreshold");
    boolean once = path.endsWith(".livenessProbe") || path.endsWith(".startupProbe");
    if (once && Values.isInt(success) && success.intValue() > 1) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(path, "successThreshold"),
          "must be 1 for liveness and startup probes");
    }
  }

  private static void notNegative(JsonNode owner, String field, String path, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isIntegralNumber() && value.decimalValue().signum() < 0) {
      reporter.report(
          Rules.VALUE_RANGE,
          JsonPath.field(path, field),
          "must be at least 0 but is " + value.asText());
    }
  }

  static void hook(JsonNode hook, String path, Reporter reporter) {
    OneOf.exactlyOne(hook, HOOKS, path, reporter);
  }

  static void mount(JsonNode mount, String path, Reporter reporter) {
    String target = mount.path("mountPath").asText("");
    if (mount.has("mountPath") && mount.path("mountPath").isTextual() && target.isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED, JsonPath.field(path, "mountPath"), "the path may not be empty");
    }
    String sub = mount.path("subPath").asText("");
    if (sub.startsWith("/") || List.of(sub.split("/", -1)).contains("..")) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          JsonPath.field(path, "subPath"),
          "must be a relative path without '..' but is " + Values.quoted(sub));
    }
  }
}
