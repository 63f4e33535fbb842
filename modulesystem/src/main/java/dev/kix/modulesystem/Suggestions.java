package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that may have been meant. */
final class Suggestions {
  private static final int LIKELY = 3;

  private Suggestions() {}

  /** The {@code limit} names nearest to {@code name} by edit distance, ties in the given order. */
  static List<String> nearest(String name, List<String> candidates, int limit) {
    List<String> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingInt(c -> EditDistance.levenshtein(name, c)));
    return sorted.size() <= limit ? sorted : List.copyOf(sorted.subList(0, limit));
  }

  /**
   * Up to three names that differ from {@code name} by few enough edits to be meant, case aside.
   */
  static List<String> likely(String name, List<String> candidates) {
    String lower = name.toLowerCase(Locale.ROOT);
    int most = Math.max(2, name.length() / 3);
    List<String> near = new ArrayList<>();
    for (String c : candidates) {
      if (EditDistance.levenshtein(lower, c.toLowerCase(Locale.ROOT), most) <= most) {
        near.add(c);
      }
    }
    return nearest(name, near, LIKELY);
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
