package dev.kix.k8s;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a misspelt word was probably meant to be. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * The candidate with the fewest edits (insert, delete, replace, swap of neighbours; case is not
   * one), or null when none is near: at most one edit for words up to 4 letters, two up to 8, three
   * above. Of equally near ones the first in the iteration order of {@code candidates} is taken, so
   * give them in a fixed order.
   */
  public static @Nullable String nearest(String word, Collection<String> candidates) {
    int allowed = word.length() <= 4 ? 1 : word.length() <= 8 ? 2 : 3;
    String wordLower = word.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = allowed + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) < bestDistance) {
        int distance = distance(wordLower, candidate.toLowerCase(Locale.ROOT));
        if (distance < bestDistance) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return best;
  }

  /** {@code did you mean 'x'?}, or null when nothing is near. */
  public static @Nullable String hint(String word, Collection<String> candidates) {
    String found = nearest(word, candidates);
    return found == null ? null : "did you mean '" + found + "'?";
  }

  /** The optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
