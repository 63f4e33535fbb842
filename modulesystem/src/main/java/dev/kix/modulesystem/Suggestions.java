package dev.kix.modulesystem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names that may have been meant. */
final class Suggestions {
  private Suggestions() {}

  /** The {@code limit} names nearest to {@code name} by edit distance, ties in the given order. */
  static List<String> nearest(String name, List<String> candidates, int limit) {
    List<String> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingInt(c -> distance(name, c)));
    return sorted.size() <= limit ? sorted : List.copyOf(sorted.subList(0, limit));
  }

  /** {@link #nearest} of those at most {@code most} edits away. */
  static List<String> within(String name, List<String> candidates, int most, int limit) {
    List<String> near = new ArrayList<>();
    for (String c : candidates) {
      if (distance(name, c) <= most) {
        near.add(c);
      }
    }
    return nearest(name, near, limit);
  }

  /** The Levenshtein distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
