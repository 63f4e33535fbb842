package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.List;

/** The sources of volumes and the files in them (core/validation, validateVolumeSource). */
final class VolumeChecks {
  private static final List<String> PROJECTED =
      List.of(
          "secret",
          "configMap",
          "downwardAPI",
          "serviceAccountToken",
          "clusterTrustBundle",
          "podCertificate");

  /** What the server makes shorter is refused: ten minutes. */
  private static final int TOKEN_SECONDS = 600;

  private VolumeChecks() {}

  static void volume(JsonNode volume, Place at, Reporter reporter) {
    if (volume.path("secret").isObject()) {
      Fields.needed(volume.path("secret"), "secretName", at.field("secret"), reporter);
    }
    if (volume.path("configMap").isObject()) {
      Fields.needed(volume.path("configMap"), "name", at.field("configMap"), reporter);
    }
    if (volume.path("ephemeral").isObject()) {
      Fields.filled(
          volume.path("ephemeral"), "volumeClaimTemplate", at.field("ephemeral"), reporter);
    }
    JsonNode size = volume.path("emptyDir").path("sizeLimit");
    Fields.quantityNotNegative(size, at.field("emptyDir").field("sizeLimit"), reporter);
    for (String field : List.of("secret", "configMap", "downwardAPI", "projected")) {
      mode(volume.path(field), "defaultMode", at.field(field), reporter);
    }
    Fields.notEmpty(volume.path("csi"), "driver", at.field("csi"), reporter);
    Fields.notEmpty(
        volume.path("persistentVolumeClaim"),
        "claimName",
        at.field("persistentVolumeClaim"),
        reporter);
  }

  static void hostPath(JsonNode source, Place at, Reporter reporter) {
    Fields.notEmpty(source, "path", at, reporter);
    noClimbing(source, "path", at, reporter);
    Fields.oneOf(
        source,
        "type",
        List.of(
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice"),
        at,
        reporter);
  }

  static void nfs(JsonNode source, Place at, Reporter reporter) {
    Fields.notEmpty(source, "server", at, reporter);
    String path = Fields.text(source, "path");
    if (source.path("path").isTextual() && !path.startsWith("/")) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field("path"),
          "must be an absolute path but is " + Values.quoted(path));
    }
  }

  static void projection(JsonNode source, Place at, Reporter reporter) {
    OneOf.exactlyOne(source, PROJECTED, at.toString(), reporter);
    JsonNode token = source.path("serviceAccountToken");
    if (token.isObject()) {
      relative(token, "path", at.field("serviceAccountToken"), reporter);
      Fields.between(
          token,
          "expirationSeconds",
          TOKEN_SECONDS,
          1L << 32,
          at.field("serviceAccountToken"),
          reporter);
    }
    for (String field : List.of("secret", "configMap")) {
      if (source.path(field).isObject()) {
        Fields.needed(source.path(field), "name", at.field(field), reporter);
      }
    }
  }

  static void item(JsonNode item, Place at, Reporter reporter) {
    Fields.notEmpty(item, "key", at, reporter);
    relative(item, "path", at, reporter);
    mode(item, "mode", at, reporter);
  }

  /** A path below the volume. */
  static void relative(JsonNode owner, String field, Place at, Reporter reporter) {
    Fields.notEmpty(owner, field, at, reporter);
    String path = Fields.text(owner, field);
    if (path.startsWith("/") || path.startsWith("..") || Fields.climbs(path)) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field(field),
          "must be a relative path without '..' but is " + Values.quoted(path));
    }
  }

  private static void noClimbing(JsonNode owner, String field, Place at, Reporter reporter) {
    if (Fields.climbs(Fields.text(owner, field))) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field(field),
          "may not contain '..' but is " + Values.quoted(Fields.text(owner, field)));
    }
  }

  static void mode(JsonNode owner, String field, Place at, Reporter reporter) {
    JsonNode mode = owner.path(field);
    if (mode.isIntegralNumber() && (mode.asLong() < 0 || mode.asLong() > 0777)) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field(field),
          "must be from 0 to 0777 (octal; 511 in decimal) but is " + mode.asText());
    }
  }

  static void mount(JsonNode mount, Place at, Reporter reporter) {
    OneOf.atMostOne(mount, List.of("subPath", "subPathExpr"), at.toString(), reporter);
    String expression = Fields.text(mount, "subPathExpr");
    if (expression.startsWith("/") || Fields.climbs(expression)) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field("subPathExpr"),
          "must be a relative path without '..' but is " + Values.quoted(expression));
    }
    String recursive = Fields.text(mount, "recursiveReadOnly");
    if (!recursive.isEmpty()
        && !recursive.equals("Disabled")
        && !mount.path("readOnly").asBoolean(false)) {
      reporter.report(Rules.ONE_OF, at.field("recursiveReadOnly"), "needs readOnly: true");
    }
  }
}
