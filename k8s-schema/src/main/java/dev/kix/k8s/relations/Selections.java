package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Words about what a selector selects, or nearly selects. */
final class Selections {
  private Selections() {}

  /**
   * Whether a Service's selector selects some of the pods. Each pod of a StatefulSet has its name
   * and index as labels besides those of the template, so that a Service can stand for a single
   * one.
   */
  static boolean selects(JsonNode wanted, Pods pods) {
    for (Map.Entry<String, JsonNode> label : wanted.properties()) {
      String key = label.getKey();
      String value = label.getValue().asText("");
      boolean given =
          switch (key) {
            case Pods.NAME_LABEL -> isNumbered(pods) && isIndexed(value, pods.owner().name() + "-");
            case Pods.INDEX_LABEL -> isNumbered(pods) && isIndexed(value, "");
            default -> pods.labels().path(key).equals(label.getValue());
          };
      if (!given) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumbered(Pods pods) {
    return pods.owner().kind().equals("StatefulSet");
  }

  private static boolean isIndexed(String value, String prefix) {
    return value.startsWith(prefix) && value.substring(prefix.length()).matches("[0-9]{1,9}");
  }

  /** {@code Deployment/a, StatefulSet/b}. */
  static String owners(List<Pods> pods) {
    TreeSet<String> names = new TreeSet<>();
    pods.forEach(p -> names.add(p.owner().id().kindAndName()));
    return String.join(", ", names);
  }

  /**
   * Pods that have all the labels wanted but one, and what they have instead of that one: null when
   * there are none, because a hint towards other pods would lead astray.
   */
  static @Nullable String nearest(JsonNode wanted, List<Pods> pods) {
    TreeSet<String> found = new TreeSet<>();
    for (Pods candidate : pods) {
      String difference = onlyDifference(wanted, candidate.labels());
      if (difference != null) {
        found.add(candidate.owner().id().kindAndName() + " " + difference);
      }
    }
    return found.isEmpty() ? null : found.first();
  }

  private static @Nullable String onlyDifference(JsonNode wanted, JsonNode labels) {
    String difference = null;
    for (Map.Entry<String, JsonNode> label : wanted.properties()) {
      JsonNode there = labels.path(label.getKey());
      if (there.equals(label.getValue())) {
        continue;
      }
      if (difference != null || there.isMissingNode() && wanted.size() == 1) {
        return null;
      }
      difference =
          there.isMissingNode()
              ? "has no label '" + label.getKey() + "'"
              : "has " + label.getKey() + "=" + there.asText();
    }
    return difference;
  }
}
