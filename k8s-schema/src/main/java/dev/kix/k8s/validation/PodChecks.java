package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pod as a whole: names across its containers, and volumes against their mounts. */
final class PodChecks {
  static final List<String> CONTAINER_LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");
  private static final KubernetesVersion LIST_KEYS = new KubernetesVersion(1, 30);

  private PodChecks() {}

  static void pod(JsonNode pod, String path, Reporter reporter) {
    if (pod.path("containers").isArray() && pod.path("containers").isEmpty()) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          JsonPath.field(path, "containers"),
          "a pod needs at least one container");
    }
    names(pod, path, reporter);
    mounts(pod, path, reporter);
    hostNetwork(pod, path, reporter);
  }

  /**
   * Whether the schema says by which field the lists of a pod are keyed, so that {@link
   * SchemaChecker} sees duplicates within one list. Before 1.30 it does not.
   */
  static boolean hasListKeys(Reporter reporter) {
    return reporter.version().isAtLeast(LIST_KEYS);
  }

  /** Names are unique across all three lists; see {@link #hasListKeys}. */
  private static void names(JsonNode pod, String path, Reporter reporter) {
    Map<String, String> seen = new HashMap<>();
    for (String list : CONTAINER_LISTS) {
      JsonNode containers = pod.path(list);
      for (int i = 0; i < containers.size(); i++) {
        String name = containers.path(i).path("name").asText("");
        String at = JsonPath.element(JsonPath.field(path, list), i);
        String first = seen.putIfAbsent(name, at);
        boolean sameList = first != null && first.startsWith(JsonPath.field(path, list) + "[");
        if (first != null && !name.isEmpty() && !(sameList && hasListKeys(reporter))) {
          reporter.report(
              Rules.POD_NAMES,
              JsonPath.field(at, "name"),
              Values.quoted(name) + " is already the name of " + first);
        }
      }
    }
  }

  private static void mounts(JsonNode pod, String path, Reporter reporter) {
    Set<String> volumes = new LinkedHashSet<>();
    JsonNode declared = pod.path("volumes");
    for (int i = 0; i < declared.size(); i++) {
      String name = declared.path(i).path("name").asText("");
      if (!volumes.add(name) && !name.isEmpty() && !hasListKeys(reporter)) {
        reporter.report(
            Rules.POD_NAMES,
            JsonPath.field(JsonPath.element(JsonPath.field(path, "volumes"), i), "name"),
            Values.quoted(name) + " is already the name of another volume");
      }
    }
    for (String list : CONTAINER_LISTS) {
      JsonNode containers = pod.path(list);
      for (int i = 0; i < containers.size(); i++) {
        String container = JsonPath.element(JsonPath.field(path, list), i);
        for (String field : List.of("volumeMounts", "volumeDevices")) {
          JsonNode mounts = containers.path(i).path(field);
          for (int j = 0; j < mounts.size(); j++) {
            String at = JsonPath.element(JsonPath.field(container, field), j);
            mount(mounts.path(j), at, volumes, reporter);
          }
        }
      }
    }
  }

  private static void mount(JsonNode mount, String path, Set<String> volumes, Reporter reporter) {
    String name = mount.path("name").asText("");
    if (name.isEmpty() || volumes.contains(name) || isClaimTemplate(name, reporter)) {
      return;
    }
    List<String> known = new ArrayList<>(volumes);
    reporter.report(
        Rules.POD_VOLUMES,
        JsonPath.field(path, "name"),
        "the pod has no volume " + Values.quoted(name),
        DidYouMean.hint(name, known));
  }

  /** A StatefulSet's claim templates become volumes of its pods. */
  private static boolean isClaimTemplate(String name, Reporter reporter) {
    for (JsonNode template : reporter.manifest().spec().path("volumeClaimTemplates")) {
      if (template.path("metadata").path("name").asText("").equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static void hostNetwork(JsonNode pod, String path, Reporter reporter) {
    if (!pod.path("hostNetwork").asBoolean(false)) {
      return;
    }
    for (String list : CONTAINER_LISTS) {
      JsonNode containers = pod.path(list);
      for (int i = 0; i < containers.size(); i++) {
        String ports = JsonPath.field(JsonPath.element(JsonPath.field(path, list), i), "ports");
        for (int j = 0; j < containers.path(i).path("ports").size(); j++) {
          JsonNode port = containers.path(i).path("ports").path(j);
          int host = port.path("hostPort").asInt(0);
          if (host != 0 && host != port.path("containerPort").asInt(0)) {
            reporter.report(
                Rules.PORT_RANGE,
                JsonPath.field(JsonPath.element(ports, j), "hostPort"),
                "must be the same as containerPort when the pod uses the host's network");
          }
        }
      }
    }
  }

  /** Everything but the name is a source; none at all means an emptyDir. */
  static void volume(JsonNode volume, String path, Reporter reporter) {
    JsonNode name = volume.path("name");
    if (name.isTextual()) {
      String bad = Names.label(name.textValue());
      if (bad != null) {
        reporter.report(Rules.POD_NAMES, JsonPath.field(path, "name"), bad);
      }
    }
    List<String> sources = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : volume.properties()) {
      sources.add(field.getKey());
    }
    sources.remove("name");
    OneOf.atMostOne(volume, sources, path, reporter);
  }
}
