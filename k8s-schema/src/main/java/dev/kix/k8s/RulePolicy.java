package dev.kix.k8s;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rules are errors, which are warnings and which are off. A rule that is not mentioned keeps
 * its own severity. Immutable.
 */
public final class RulePolicy {
  /** What a policy can make of a rule. */
  public enum Level {
    ERROR,
    WARNING,
    OFF
  }

  /** Every rule as it is by itself. */
  public static final RulePolicy DEFAULT = new RulePolicy(Map.of());

  private final Map<String, Level> levels;

  private RulePolicy(Map<String, Level> levels) {
    this.levels = Collections.unmodifiableMap(new TreeMap<>(levels));
  }

  /**
   * A policy from rule ids to levels. Unknown ids are allowed here: {@link Rules#byId} tells
   * whether one exists.
   */
  public static RulePolicy of(Map<String, Level> levels) {
    return new RulePolicy(levels);
  }

  /** This policy with one rule set. */
  public RulePolicy with(String ruleId, Level level) {
    Map<String, Level> changed = new TreeMap<>(levels);
    changed.put(ruleId, level);
    return new RulePolicy(changed);
  }

  /** What is set, by rule id in alphabetical order. */
  public Map<String, Level> levels() {
    return levels;
  }

  /** The severity of findings of a rule, or null when it is switched off. */
  public @Nullable Severity severityOf(Rule rule) {
    Level level = levels.get(rule.id());
    if (level == null) {
      return rule.severity();
    }
    return switch (level) {
      case ERROR -> Severity.ERROR;
      case WARNING -> Severity.WARNING;
      case OFF -> null;
    };
  }
}
