package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names that may have been meant. */
final class Suggestions {
  private Suggestions() {}

  /** The {@code limit} names nearest to {@code name} by edit distance, ties in the given order. */
  static List<String> nearest(String name, List<String> candidates, int limit) {
    List<String> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingInt(c -> EditDistance.levenshtein(name, c)));
    return sorted.size() <= limit ? sorted : List.copyOf(sorted.subList(0, limit));
  }

  /** {@link #nearest} of those at most {@code most} edits away. */
  static List<String> within(String name, List<String> candidates, int most, int limit) {
    List<String> near = new ArrayList<>();
    for (String c : candidates) {
      if (EditDistance.levenshtein(name, c) <= most) {
        near.add(c);
      }
    }
    return nearest(name, near, limit);
  }
}
