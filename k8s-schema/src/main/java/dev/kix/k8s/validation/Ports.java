package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;

/** Port numbers and names. */
final class Ports {
  private Ports() {}

  /** A field that holds a port number; absent is right. */
  static void number(JsonNode owner, String field, String path, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isIntegralNumber()) {
      number(value, JsonPath.field(path, field), reporter);
    }
  }

  private static void number(JsonNode value, String path, Reporter reporter) {
    if (!value.canConvertToInt() || value.intValue() < 1 || value.intValue() > 65535) {
      reporter.report(
          Rules.PORT_RANGE,
          path,
          "the port " + value.asText() + " is out of range: 1 to 65535 are allowed");
    }
  }

  /** A field that holds a port number or the name of one; absent is right. */
  static void numberOrName(JsonNode owner, String field, String path, Reporter reporter) {
    JsonNode value = owner.path(field);
    String at = JsonPath.field(path, field);
    if (value.isIntegralNumber()) {
      number(value, at, reporter);
    } else if (value.isTextual()) {
      String bad = Names.port(value.textValue());
      if (bad != null) {
        boolean digits = value.textValue().matches("\\d{1,5}");
        reporter.report(
            Rules.POD_NAMES, at, bad, digits ? "write the number without quotes" : null);
      }
    }
  }
}
