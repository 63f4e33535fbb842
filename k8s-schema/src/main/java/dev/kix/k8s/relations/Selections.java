package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Words about what a selector selects, or nearly selects. */
final class Selections {
  private Selections() {}

  /** {@code Deployment/a, StatefulSet/b}. */
  static String owners(List<Pods> pods) {
    TreeSet<String> names = new TreeSet<>();
    pods.forEach(p -> names.add(p.owner().id().kindAndName()));
    return String.join(", ", names);
  }

  /**
   * Which pods miss the fewest of the labels wanted, and by what: null when no pods share even one
   * label.
   */
  static @Nullable String nearest(JsonNode wanted, List<Pods> pods) {
    String best = null;
    int bestMissing = wanted.size();
    for (Pods candidate : pods) {
      int missing = 0;
      String difference = "";
      for (Map.Entry<String, JsonNode> label : wanted.properties()) {
        JsonNode there = candidate.labels().path(label.getKey());
        if (!there.equals(label.getValue())) {
          missing++;
          difference =
              there.isMissingNode()
                  ? "has no label '" + label.getKey() + "'"
                  : "has " + label.getKey() + "=" + there.asText();
        }
      }
      String text = candidate.owner().id().kindAndName() + " " + difference;
      boolean better =
          missing < bestMissing
              || missing == bestMissing && best != null && text.compareTo(best) < 0;
      if (missing > 0 && better) {
        best = text;
        bestMissing = missing;
      }
    }
    return best != null ? best : onlyLabel(wanted, pods);
  }

  /** With one label wanted, a pod that has the key with another value is near enough. */
  private static @Nullable String onlyLabel(JsonNode wanted, List<Pods> pods) {
    if (wanted.size() != 1) {
      return null;
    }
    String key = wanted.fieldNames().next();
    TreeSet<String> found = new TreeSet<>();
    for (Pods candidate : pods) {
      if (candidate.labels().has(key)) {
        found.add(
            candidate.owner().id().kindAndName()
                + " has "
                + key
                + "="
                + candidate.labels().path(key).asText());
      }
    }
    return found.isEmpty() ? null : found.first();
  }
}
