package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** ConfigMaps and Secrets: keys, size, and what the type of a Secret demands. */
final class ConfigChecks {
  /** k8s.io/api core/v1 MaxSecretSize; ConfigMaps have the same limit. */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final Map<String, List<String>> KEYS_BY_TYPE =
      Map.of(
          "kubernetes.io/tls", List.of("tls.crt", "tls.key"),
          "kubernetes.io/dockercfg", List.of(".dockercfg"),
          "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
          "kubernetes.io/ssh-auth", List.of("ssh-privatekey"));

  private ConfigChecks() {}

  static void configMap(JsonNode map, String path, Reporter reporter) {
    keys(map, "data", path, reporter);
    keys(map, "binaryData", path, reporter);
    for (Map.Entry<String, JsonNode> entry : map.path("binaryData").properties()) {
      if (map.path("data").has(entry.getKey())) {
        reporter.report(
            Rules.ONE_OF,
            JsonPath.field(JsonPath.field(path, "binaryData"), entry.getKey()),
            "the key is in data as well: only one may be given");
      }
    }
    size(size(map.path("data"), 1, 1) + size(map.path("binaryData"), 3, 4), path, reporter);
  }

  static void secret(JsonNode secret, String path, Reporter reporter) {
    keys(secret, "data", path, reporter);
    keys(secret, "stringData", path, reporter);
    size(size(secret.path("data"), 3, 4) + size(secret.path("stringData"), 1, 1), path, reporter);
    String type = secret.path("type").asText("");
    for (String key : KEYS_BY_TYPE.getOrDefault(type, List.of())) {
      if (!secret.path("data").has(key) && !secret.path("stringData").has(key)) {
        reporter.report(
            Rules.SCHEMA_REQUIRED,
            path,
            "a Secret of type " + type + " needs the key " + Values.quoted(key));
      }
    }
    SecretTypes.check(secret, type, path, reporter);
  }

  private static void keys(JsonNode owner, String field, String path, Reporter reporter) {
    for (Map.Entry<String, JsonNode> entry : owner.path(field).properties()) {
      String bad = Names.configKey(entry.getKey());
      if (bad != null) {
        reporter.report(
            Rules.CONFIG_KEYS,
            JsonPath.field(JsonPath.field(path, field), entry.getKey()),
            "the key " + bad);
      }
    }
  }

  /** The bytes of all values; base64 has {@code per} bytes in {@code chars} characters. */
  private static long size(JsonNode data, int per, int chars) {
    long total = 0;
    for (JsonNode value : data) {
      if (value.isTextual()) {
        total += (long) value.textValue().getBytes(StandardCharsets.UTF_8).length * per / chars;
      }
    }
    return total;
  }

  private static void size(long bytes, String path, Reporter reporter) {
    if (bytes > MAX_BYTES) {
      reporter.report(
          Rules.OBJECT_SIZE,
          path,
          "the data has " + bytes + " bytes; at most " + MAX_BYTES + " are allowed");
    }
  }
}
