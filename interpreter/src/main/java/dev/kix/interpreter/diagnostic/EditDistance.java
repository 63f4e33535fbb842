package dev.kix.interpreter.diagnostic;

/**
 * How much two texts differ, in characters added, removed or replaced: what all suggestions of
 * names are ranked by. Stateless.
 */
public final class EditDistance {
  private EditDistance() {}

  /** The Levenshtein distance. */
  public static int levenshtein(String a, String b) {
    return distance(a, b, Integer.MAX_VALUE, false);
  }

  /** The Levenshtein distance where it is at most {@code limit}, else some number above that. */
  public static int levenshtein(String a, String b, int limit) {
    return distance(a, b, limit, false);
  }

  /**
   * The optimal string alignment distance: two neighbours exchanged count as one change, as they
   * are one slip of the fingers.
   */
  public static int withSwaps(String a, String b) {
    return distance(a, b, Integer.MAX_VALUE, true);
  }

  private static int distance(String a, String b, int limit, boolean swaps) {
    int n = b.length();
    if (Math.abs(a.length() - n) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[n + 1];
    int[] last = new int[n + 1];
    int[] row = new int[n + 1];
    for (int j = 0; j <= n; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= n; j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (swaps
            && i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, beforeLast[j - 2] + 1);
        }
        row[j] = best;
        least = Math.min(least, best);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[n];
  }
}
