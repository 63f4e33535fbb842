package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What containers take from the pod besides mounts: devices of volumes, and claims of devices
 * (core/validation, validateContainers and ValidateVolumeDevices).
 */
final class ClaimChecks {
  private static final List<String> BLOCKS = List.of("persistentVolumeClaim", "ephemeral");

  private ClaimChecks() {}

  static void pod(JsonNode pod, Place at, Reporter reporter) {
    Set<String> claims = new HashSet<>();
    for (JsonNode claim : pod.path("resourceClaims")) {
      claims.add(claim.path("name").asText(""));
    }
    Map<String, JsonNode> volumes = new HashMap<>();
    for (JsonNode volume : pod.path("volumes")) {
      volumes.put(volume.path("name").asText(""), volume);
    }
    for (String list : List.of("initContainers", "containers")) {
      JsonNode containers = pod.path(list);
      for (int i = 0; i < containers.size(); i++) {
        Place here = at.field(list).element(i);
        claims(containers.path(i), claims, here, reporter);
        devices(containers.path(i), volumes, here, reporter);
      }
    }
  }

  private static void claims(JsonNode container, Set<String> known, Place at, Reporter reporter) {
    JsonNode claims = container.path("resources").path("claims");
    for (int i = 0; i < claims.size(); i++) {
      String name = Fields.text(claims.path(i), "name");
      if (claims.path(i).path("name").isTextual() && !known.contains(name)) {
        reporter.report(
            Rules.POD_RESOURCES,
            at.field("resources").field("claims").element(i).field("name"),
            Values.quoted(name) + " is none of the pod's resourceClaims");
      }
    }
  }

  private static void devices(
      JsonNode container, Map<String, JsonNode> volumes, Place at, Reporter reporter) {
    JsonNode devices = container.path("volumeDevices");
    for (int i = 0; i < devices.size(); i++) {
      JsonNode volume = volumes.get(Fields.text(devices.path(i), "name"));
      if (volume != null && BLOCKS.stream().noneMatch(volume::hasNonNull)) {
        reporter.report(
            Rules.POD_VOLUMES,
            at.field("volumeDevices").element(i).field("name"),
            "is no volume that can be a device: that needs persistentVolumeClaim or ephemeral");
      }
    }
  }
}
