package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Claims, volumes and classes of storage (core/validation and storage/validation). */
final class StorageChecks {
  private static final List<String> MODES =
      List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

  /** Fields of a PersistentVolume's spec that are not its source. */
  private static final Set<String> NOT_A_SOURCE =
      Set.of(
          "capacity",
          "accessModes",
          "claimRef",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "mountOptions",
          "volumeMode",
          "nodeAffinity",
          "volumeAttributesClassName");

  private StorageChecks() {}

  static void claim(JsonNode spec, Place at, Reporter reporter) {
    modes(spec.path("accessModes"), at.field("accessModes"), reporter);
    className(spec, at, reporter);
  }

  private static void modes(JsonNode modes, Place at, Reporter reporter) {
    boolean exclusive = false;
    for (int i = 0; i < modes.size(); i++) {
      String mode = modes.path(i).asText("");
      exclusive |= mode.equals("ReadWriteOncePod");
      if (modes.path(i).isTextual() && !MODES.contains(mode)) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            at.element(i),
            "expected " + Fields.choice(MODES) + " but found " + Values.quoted(mode),
            DidYouMean.hint(mode, MODES));
      }
    }
    if (exclusive && modes.size() > 1) {
      reporter.report(Rules.ONE_OF, at, "ReadWriteOncePod excludes all other modes");
    }
  }

  private static void className(JsonNode spec, Place at, Reporter reporter) {
    String name = Fields.text(spec, "storageClassName");
    if (!name.isEmpty()) {
      Fields.formed(Names.subdomain(name), "storageClassName", at, reporter);
    }
  }

  static void volume(JsonNode spec, Place at, Reporter reporter) {
    Fields.filled(spec, "accessModes", at, reporter);
    modes(spec.path("accessModes"), at.field("accessModes"), reporter);
    Fields.filled(spec, "capacity", at, reporter);
    className(spec, at, reporter);
    for (Map.Entry<String, JsonNode> entry : spec.path("capacity").properties()) {
      Place here = at.field("capacity").field(entry.getKey());
      BigDecimal amount = Fields.amount(entry.getValue());
      if (!entry.getKey().equals("storage")) {
        reporter.report(Rules.SCHEMA_ENUM, here, "expected storage: a volume has nothing else");
      } else if (amount != null && amount.signum() <= 0) {
        reporter.report(
            Rules.VALUE_RANGE, here, "must be above 0 but is " + entry.getValue().asText());
      }
    }
    source(spec, at, reporter);
    Fields.oneOf(
        spec,
        "persistentVolumeReclaimPolicy",
        List.of("Delete", "Recycle", "Retain"),
        at,
        reporter);
    if (spec.path("local").isObject() && !spec.path("nodeAffinity").hasNonNull("required")) {
      reporter.report(
          Rules.SCHEMA_REQUIRED, at, "a local volume needs nodeAffinity.required: where it is");
    }
    String attributes = Fields.text(spec, "volumeAttributesClassName");
    if (!attributes.isEmpty()) {
      Fields.formed(Names.subdomain(attributes), "volumeAttributesClassName", at, reporter);
      if (!spec.path("csi").isObject()) {
        reporter.report(
            Rules.ONE_OF, at.field("volumeAttributesClassName"), "needs a volume of type csi");
      }
    }
    String host = Fields.text(spec.path("hostPath"), "path");
    if (host.equals("/") && Fields.text(spec, "persistentVolumeReclaimPolicy").equals("Recycle")) {
      reporter.report(
          Rules.ONE_OF, at.field("persistentVolumeReclaimPolicy"), "may not be Recycle for '/'");
    }
  }

  private static void source(JsonNode spec, Place at, Reporter reporter) {
    List<String> sources = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : spec.properties()) {
      if (!NOT_A_SOURCE.contains(field.getKey()) && field.getValue().isObject()) {
        sources.add(field.getKey());
      }
    }
    if (sources.isEmpty()) {
      reporter.report(
          Rules.ONE_OF, at, "a volume needs a source, such as csi, nfs, local or hostPath");
    } else {
      OneOf.atMostOne(spec, sources, at.toString(), reporter);
    }
  }

  static void storageClass(JsonNode storage, Place at, Reporter reporter) {
    Fields.notEmpty(storage, "provisioner", at, reporter);
    String provisioner = Fields.text(storage, "provisioner");
    if (!provisioner.isEmpty()) {
      // The server lower-cases it first.
      String bad = Names.qualified(provisioner.toLowerCase(Locale.ROOT));
      Fields.formed(bad, "provisioner", at, reporter);
    }
    Fields.oneOf(storage, "reclaimPolicy", List.of("Delete", "Retain"), at, reporter);
    Fields.oneOf(
        storage, "volumeBindingMode", List.of("Immediate", "WaitForFirstConsumer"), at, reporter);
    JsonNode parameters = storage.path("parameters");
    if (parameters.size() > 512) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field("parameters"),
          "has " + parameters.size() + " entries; at most 512 are allowed");
    }
  }
}
