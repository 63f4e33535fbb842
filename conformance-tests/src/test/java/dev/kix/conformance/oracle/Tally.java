package dev.kix.conformance.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What comparing brought. */
final class Tally {
  int values;
  int died;
  private int errors;
  private final Map<String, Integer> known = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();

  /** A program that two evaluators understand differently. */
  record Difference(String program, Answer theirs, Answer ours) {
    @Override
    public String toString() {
      return program + "\n  nix: " + theirs + "\n  kix: " + ours + "\n";
    }
  }

  /** What is left unexplained. */
  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Counts a difference as explained. */
  void explain(Difference difference, String reason) {
    differences.remove(difference);
    known.merge(reason, 1, Integer::sum);
  }

  /**
   * Counts a program.
   *
   * @param theirs what Nix says; null when its process died
   */
  void add(String program, @Nullable Answer theirs, Answer ours) {
    if (theirs == null) {
      died++;
      return;
    }
    if (theirs.value() != null) {
      values++;
    } else {
      errors++;
    }
    if (theirs.equals(ours)) {
      return;
    }
    KnownChange change = KnownChange.explaining(program, theirs, ours);
    if (change == null) {
      differences.add(new Difference(program, theirs, ours));
    } else {
      known.merge(change.reason(), 1, Integer::sum);
    }
  }

  String report(int count, long seed, long seconds) {
    StringBuilder out = new StringBuilder();
    out.append(count).append(" programs of seed ").append(seed).append(" in ").append(seconds);
    out.append(" s: ").append(values).append(" with a value, ").append(errors);
    out.append(" with an error, ").append(died).append(" at which Nix itself died.\n");
    known.forEach(
        (reason, n) -> out.append(n).append(" differ as known: ").append(reason).append('\n'));
    out.append(differences.size()).append(" differ otherwise.\n");
    for (Difference difference : differences) {
      out.append("\n").append(difference);
    }
    return out.toString();
  }
}
