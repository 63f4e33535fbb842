package dev.kix.k8s.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the type of a Secret demands beyond its keys (core/validation, ValidateSecret). */
final class SecretTypes {
  private static final JsonFactory JSON = new JsonFactory();

  private SecretTypes() {}

  static void check(JsonNode secret, String type, String path, Reporter reporter) {
    switch (type) {
      case "kubernetes.io/service-account-token" -> {
        String annotation = "kubernetes.io/service-account.name";
        JsonNode annotations = secret.path("metadata").path("annotations");
        if (annotations.path(annotation).asText("").isEmpty()) {
          reporter.report(
              Rules.SCHEMA_REQUIRED,
              path,
              "a Secret of type " + type + " needs the annotation " + Values.quoted(annotation));
        }
      }
      case "kubernetes.io/basic-auth" -> {
        if (!has(secret, "username") && !has(secret, "password")) {
          reporter.report(
              Rules.SCHEMA_REQUIRED,
              path,
              "a Secret of type " + type + " needs the key \"username\" or \"password\"");
        }
      }
      case "kubernetes.io/dockerconfigjson" -> json(secret, ".dockerconfigjson", path, reporter);
      case "kubernetes.io/dockercfg" -> json(secret, ".dockercfg", path, reporter);
      default -> {
        // Any other type is the user's own.
      }
    }
  }

  private static boolean has(JsonNode secret, String key) {
    return secret.path("data").has(key) || secret.path("stringData").has(key);
  }

  private static void json(JsonNode secret, String key, String path, Reporter reporter) {
    boolean plain = secret.path("stringData").has(key);
    String field = plain ? "stringData" : "data";
    JsonNode value = secret.path(field).path(key);
    String text =
        !value.isTextual() ? null : plain ? value.textValue() : decoded(value.textValue());
    if (text != null && !isObject(text)) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          JsonPath.field(JsonPath.field(path, field), key),
          "must hold a JSON object");
    }
  }

  /** The text, or null when it is no base64, which is reported as such. */
  private static @Nullable String decoded(String value) {
    try {
      return new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A JSON object and nothing else, as Go's decoder reads it. */
  private static boolean isObject(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
