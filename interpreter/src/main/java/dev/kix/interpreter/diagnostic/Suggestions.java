package dev.kix.interpreter.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the names that somebody may have meant by a misspelt one. */
public final class Suggestions {
  /** How many names are suggested at most. */
  public static final int LIMIT = 5;

  /** The largest edit distance that still counts as a misspelling. */
  public static final int MAX_DISTANCE = 2;

  private Suggestions() {}

  private record Match(int distance, String name) {}

  /**
   * The names closest to {@code query} by Levenshtein distance, best first, names of equal distance
   * in byte order. At most {@value #LIMIT}, none further away than {@value #MAX_DISTANCE}: Nix's
   * limits.
   */
  public static List<String> bestMatches(Iterable<String> names, String query) {
    List<Match> matches = new ArrayList<>();
    for (String name : names) {
      int distance = distance(query, name);
      if (distance <= MAX_DISTANCE) {
        matches.add(new Match(distance, name));
      }
    }
    matches.sort(Comparator.comparingInt(Match::distance).thenComparing(Match::name));
    List<String> best = new ArrayList<>(LIMIT);
    for (Match match : matches) {
      if (best.size() == LIMIT) {
        break;
      }
      if (best.isEmpty() || !best.get(best.size() - 1).equals(match.name())) {
        best.add(match.name());
      }
    }
    return best;
  }

  /** The Levenshtein distance, or something above {@link #MAX_DISTANCE} if it is above that. */
  static int distance(String a, String b) {
    int n = b.length();
    if (Math.abs(a.length() - n) > MAX_DISTANCE) {
      return MAX_DISTANCE + 1;
    }
    int[] previous = new int[n + 1];
    int[] current = new int[n + 1];
    for (int j = 0; j <= n; j++) {
      previous[j] = j;
    }
    for (int i = 0; i < a.length(); i++) {
      current[0] = i + 1;
      int least = current[0];
      for (int j = 0; j < n; j++) {
        int substitution = previous[j] + (a.charAt(i) == b.charAt(j) ? 0 : 1);
        current[j + 1] = Math.min(substitution, Math.min(previous[j + 1], current[j]) + 1);
        least = Math.min(least, current[j + 1]);
      }
      if (least > MAX_DISTANCE) {
        return MAX_DISTANCE + 1;
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[n];
  }

  /** {@code x}, {@code one of x or y}, {@code one of x, y or z}. */
  static String phrase(List<String> names, String before, String after) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (i == 0) {
        out.append(names.size() == 1 ? "" : "one of ");
      } else {
        out.append(i == names.size() - 1 ? " or " : ", ");
      }
      out.append(before).append(names.get(i)).append(after);
    }
    return out.toString();
  }
}
