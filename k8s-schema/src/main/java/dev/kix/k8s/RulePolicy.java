package dev.kix.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rules are errors, which are warnings and which are off: for everything, and for some
 * resources with a reason. A rule that is not mentioned keeps its own severity. Immutable.
 *
 * <p>A resource can itself ask to be spared: the annotation {@code ignore-rule.kix.dev/RULE} with
 * the reason as its value switches a rule off for it.
 */
public final class RulePolicy {
  /** The prefix of the annotation that switches a rule off for one resource. */
  public static final String ANNOTATION = "ignore-rule.kix.dev/";

  /** What a policy can make of a rule. */
  public enum Level {
    ERROR,
    WARNING,
    OFF
  }

  /**
   * What becomes of a finding.
   *
   * @param severity its severity, or null when it is let pass
   * @param reason why it is not what the rule is elsewhere; null when it is
   */
  public record Decision(@Nullable Severity severity, @Nullable String reason) {}

  /** Every rule as it is by itself. */
  public static final RulePolicy DEFAULT = new RulePolicy(Map.of(), List.of());

  private final Map<String, Level> levels;
  private final List<RuleException> exceptions;

  private RulePolicy(Map<String, Level> levels, List<RuleException> exceptions) {
    this.levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    this.exceptions = List.copyOf(exceptions);
  }

  /**
   * A policy from rule ids to levels. Unknown ids are allowed here: {@link Rules#byId} tells
   * whether one exists.
   */
  public static RulePolicy of(Map<String, Level> levels) {
    return new RulePolicy(levels, List.of());
  }

  /** This policy with one rule set. */
  public RulePolicy with(String ruleId, Level level) {
    Map<String, Level> changed = new TreeMap<>(levels);
    changed.put(ruleId, level);
    return new RulePolicy(changed, exceptions);
  }

  /** This policy with one more exception; of several that cover a finding the last one counts. */
  public RulePolicy with(RuleException exception) {
    List<RuleException> more = new ArrayList<>(exceptions);
    more.add(exception);
    return new RulePolicy(levels, more);
  }

  /** What is set, by rule id in alphabetical order. */
  public Map<String, Level> levels() {
    return levels;
  }

  /** What is set for some resources, in the order given. */
  public List<RuleException> exceptions() {
    return exceptions;
  }

  /** The severity of findings of a rule where no exception holds, or null when it is off. */
  public @Nullable Severity severityOf(Rule rule) {
    Level level = levels.get(rule.id());
    if (level == null) {
      return rule.on() ? rule.severity() : null;
    }
    return severityOf(level);
  }

  /** Whether findings of a rule can come out anywhere: it is on, or an exception switches it on. */
  public boolean mayReport(Rule rule) {
    if (severityOf(rule) != null) {
      return true;
    }
    for (RuleException exception : exceptions) {
      if (exception.level() != Level.OFF && RuleException.matches(exception.rule(), rule.id())) {
        return true;
      }
    }
    return false;
  }

  /** What becomes of a finding of a rule in a resource. */
  public Decision decide(Rule rule, Manifest manifest) {
    Severity severity = severityOf(rule);
    if (severity != null && manifest.fromChart() && !levels.containsKey(rule.id())) {
      severity = rule.inCharts();
    }
    String own = annotation(rule, manifest);
    if (own != null) {
      return new Decision(null, severity == null ? null : own);
    }
    for (int i = exceptions.size() - 1; i >= 0; i--) {
      RuleException exception = exceptions.get(i);
      if (exception.covers(rule, manifest)) {
        Severity there = severityOf(exception.level());
        return new Decision(there, there == severity ? null : exception.reason());
      }
    }
    return new Decision(severity, null);
  }

  private static @Nullable String annotation(Rule rule, Manifest manifest) {
    JsonNode value = manifest.metadata().path("annotations").path(ANNOTATION + rule.id());
    return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
  }

  private static @Nullable Severity severityOf(Level level) {
    return switch (level) {
      case ERROR -> Severity.ERROR;
      case WARNING -> Severity.WARNING;
      case OFF -> null;
    };
  }
}
