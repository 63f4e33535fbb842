package dev.kix.cli.console;

import dev.kix.interpreter.diagnostic.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** "Did you mean": the names closest to what was typed. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * Up to three of {@code known}, best first, that differ from {@code typed} by few enough edits
   * (Damerau-Levenshtein, a third of the length at most) to be meant, or that it begins.
   */
  public static List<String> of(String typed, Collection<String> known) {
    record Candidate(String name, int distance) {}
    List<Candidate> found = new ArrayList<>();
    String a = typed.toLowerCase(Locale.ROOT);
    for (String name : known) {
      String b = name.toLowerCase(Locale.ROOT);
      int distance = EditDistance.withSwaps(a, b);
      if (distance <= Math.max(1, Math.max(a.length(), b.length()) / 3)) {
        found.add(new Candidate(name, distance));
      } else if (a.length() >= 3 && b.startsWith(a)) {
        found.add(new Candidate(name, b.length()));
      }
    }
    found.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
    return found.stream().limit(3).map(Candidate::name).toList();
  }

  /** {@code Did you mean 'a' or 'b'?}, or the empty string when nothing is close. */
  public static String sentence(String typed, Collection<String> known) {
    List<String> names = of(typed, known);
    return names.isEmpty() ? "" : "Did you mean '" + String.join("' or '", names) + "'?";
  }
}
