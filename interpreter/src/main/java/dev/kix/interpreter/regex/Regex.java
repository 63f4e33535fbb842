package dev.kix.interpreter.regex;

/**
 * A compiled expression. Immutable and thread-safe; make a {@link RegexMatcher} to use it.
 *
 * <p>The language is POSIX extended regular expressions as libstdc++ reads them. What is matched
 * too is libstdc++'s: alternatives are tried from left to right and the longest match counts, but a
 * repetition that can go on does, even where stopping early would lead to a longer match; groups
 * hold what they held on that way. POSIX itself would prefer the longest match throughout.
 */
public final class Regex {
  final Automaton automaton;

  private Regex(Automaton automaton) {
    this.automaton = automaton;
  }

  /**
   * Compiles {@code expression}.
   *
   * @throws RegexException if it is malformed, or needs more than 100,000 states
   */
  public static Regex compile(String expression) throws RegexException {
    return new Regex(Automaton.of(RegexParser.parse(expression)));
  }

  /** The number of groups. */
  public int groups() {
    return automaton.groups;
  }
}
