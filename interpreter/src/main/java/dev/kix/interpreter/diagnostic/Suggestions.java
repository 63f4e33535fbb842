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
      int distance = EditDistance.levenshtein(query, name, MAX_DISTANCE);
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
