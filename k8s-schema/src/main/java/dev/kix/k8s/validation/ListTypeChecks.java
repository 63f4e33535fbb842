package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How lists and maps of a custom resource are merged: x-kubernetes-list-type and its companions.
 */
final class ListTypeChecks {
  private final Reporter reporter;

  ListTypeChecks(Reporter reporter) {
    this.reporter = reporter;
  }

  private void report(Place at, String message) {
    reporter.report(Rules.CRD_SCHEMA, at, message);
  }

  void check(JsonNode schema, Place at) {
    String list = Fields.text(schema, "x-kubernetes-list-type");
    Place here = at.field("x-kubernetes-list-type");
    boolean keyed = schema.path("x-kubernetes-list-map-keys").size() > 0;
    if (!list.isEmpty() && !List.of("atomic", "set", "map").contains(list)) {
      report(here, "expected atomic, set or map but found " + Values.quoted(list));
    } else if (!list.isEmpty() && !Fields.text(schema, "type").equals("array")) {
      report(here, "is for lists only");
    } else if (list.equals("map")) {
      map(schema, at);
    } else if (list.equals("set")) {
      set(schema.path("items"), at.field("items"));
    }
    if (keyed && !list.equals("map")) {
      report(at.field("x-kubernetes-list-map-keys"), "needs x-kubernetes-list-type: map");
    }
    mapType(schema, at);
  }

  private void mapType(JsonNode schema, Place at) {
    String map = Fields.text(schema, "x-kubernetes-map-type");
    Place here = at.field("x-kubernetes-map-type");
    if (!map.isEmpty() && !List.of("atomic", "granular").contains(map)) {
      report(here, "expected atomic or granular but found " + Values.quoted(map));
    } else if (!map.isEmpty() && !Fields.text(schema, "type").equals("object")) {
      report(here, "is for objects only");
    }
  }

  private void map(JsonNode schema, Place at) {
    JsonNode keys = schema.path("x-kubernetes-list-map-keys");
    JsonNode items = schema.path("items");
    Place here = at.field("x-kubernetes-list-map-keys");
    if (keys.isEmpty()) {
      report(at, "a list of type map needs x-kubernetes-list-map-keys");
    }
    if (items.isObject() && !Fields.text(items, "type").equals("object")) {
      report(at.field("items").field("type"), "must be \"object\" in a list of type map");
      return;
    }
    Set<String> required = new HashSet<>();
    items.path("required").forEach(r -> required.add(r.asText("")));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.path(i).asText("");
      JsonNode property = items.path("properties").path(key);
      if (!seen.add(key)) {
        report(here.element(i), Values.quoted(key) + " is in the list already");
      } else if (!property.isObject()) {
        report(here.element(i), "the elements have no field " + Values.quoted(key));
      } else if (List.of("object", "array").contains(Fields.text(property, "type"))) {
        report(here.element(i), Values.quoted(key) + " must be a text, a number or a boolean");
      } else if (!required.contains(key) && !property.has("default")) {
        report(here.element(i), Values.quoted(key) + " must be required or have a default");
      }
    }
  }

  private void set(JsonNode items, Place at) {
    String type = Fields.text(items, "type");
    boolean atomicMap = Fields.text(items, "x-kubernetes-map-type").equals("atomic");
    boolean atomicList =
        !List.of("set", "map").contains(Fields.text(items, "x-kubernetes-list-type"));
    if (items.path("nullable").asBoolean(false)) {
      report(at.field("nullable"), "may not be true in a list of type set");
    }
    if (type.equals("object") && !atomicMap) {
      report(at, "objects in a list of type set need x-kubernetes-map-type: atomic");
    } else if (type.equals("array") && !atomicList) {
      report(at, "lists in a list of type set must be atomic");
    }
  }
}
