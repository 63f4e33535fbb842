package dev.kix.interpreter.regex;

import java.util.HashMap;
import java.util.Map;

/** Compiled expressions by text. One an evaluator; not thread-safe. */
public final class RegexCache {
  /** Programs that make expressions up as they go must not fill the memory. */
  private static final int MAX_ENTRIES = 4096;

  private final Map<String, Regex> compiled = new HashMap<>();
  private String lastText = "";
  private Regex last;

  public RegexCache() {
    try {
      last = Regex.compile(lastText);
    } catch (RegexException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The compiled {@code expression}.
   *
   * @throws RegexException if it is malformed or too large; such are not remembered
   */
  public Regex get(String expression) throws RegexException {
    if (expression.equals(lastText)) {
      return last;
    }
    Regex regex = compiled.get(expression);
    if (regex == null) {
      regex = Regex.compile(expression);
      if (compiled.size() >= MAX_ENTRIES) {
        compiled.clear();
      }
      compiled.put(expression, regex);
    }
    lastText = expression;
    last = regex;
    return regex;
  }
}
