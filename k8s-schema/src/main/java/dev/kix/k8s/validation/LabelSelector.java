package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whether labels satisfy a selector, as the server decides it. */
public final class LabelSelector {
  private LabelSelector() {}

  /**
   * A {@code metav1.LabelSelector}: all of matchLabels and matchExpressions must hold; an empty
   * selector matches everything.
   *
   * @param labels the labels as a JSON object; anything else counts as none
   */
  public static boolean matches(JsonNode selector, JsonNode labels) {
    if (!matchesAll(selector.path("matchLabels"), labels)) {
      return false;
    }
    for (JsonNode requirement : selector.path("matchExpressions")) {
      if (!holds(requirement, labels)) {
        return false;
      }
    }
    return true;
  }

  /** A plain map of labels, as Services have it: each must be there with that value. */
  public static boolean matchesAll(JsonNode wanted, JsonNode labels) {
    for (Map.Entry<String, JsonNode> label : wanted.properties()) {
      if (!labels.path(label.getKey()).equals(label.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonNode requirement, JsonNode labels) {
    JsonNode value = labels.path(requirement.path("key").asText(""));
    boolean there = !value.isMissingNode();
    return switch (requirement.path("operator").asText("")) {
      case "In" -> there && contains(requirement.path("values"), value);
      case "NotIn" -> !there || !contains(requirement.path("values"), value);
      case "Exists" -> there;
      case "DoesNotExist" -> !there;
      // An unknown operator is reported where selectors are checked.
      default -> true;
    };
  }

  private static boolean contains(JsonNode values, JsonNode wanted) {
    for (JsonNode value : values) {
      if (value.equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
