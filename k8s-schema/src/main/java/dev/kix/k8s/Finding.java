package dev.kix.k8s;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with one resource. Immutable. Ordered by resource, severity, headline,
 * path, rule, message, position: the order in which findings are always reported, whatever order
 * they were found in.
 *
 * @param ruleId the rule's stable id, such as {@code schema-type}; what {@link RulePolicy} switches
 * @param severity error or warning, after the policy
 * @param resource the resource that has to be changed
 * @param path the place in its manifest as {@link JsonPath} writes it, or null when it is about the
 *     whole resource
 * @param headline what a report says first about the resource, without the leading {@code error:};
 *     may have several lines. Findings of one resource with the same headline are printed under one
 * @param message what is wrong at the path, one sentence without a full stop; empty when the
 *     headline says it all
 * @param position the source text that set the value, or null when not known
 * @param hint what to do about it, or null
 * @param origins the definitions that the wrong value was made from; empty when not known
 */
public record Finding(
    String ruleId,
    Severity severity,
    ResourceId resource,
    @Nullable String path,
    String headline,
    String message,
    @Nullable SourcePosition position,
    @Nullable String hint,
    List<FieldOrigin> origins)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::resource)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::headline)
          .thenComparing(f -> f.path == null ? "" : f.path, PathOrder.INSTANCE)
          .thenComparing(Finding::ruleId)
          .thenComparing(Finding::message)
          .thenComparing(
              Finding::position, Comparator.nullsFirst(Comparator.<SourcePosition>naturalOrder()));

  public Finding {
    origins = List.copyOf(origins);
  }

  /** A finding of whose value nobody knows more than the position. */
  public Finding(
      String ruleId,
      Severity severity,
      ResourceId resource,
      @Nullable String path,
      String headline,
      String message,
      @Nullable SourcePosition position,
      @Nullable String hint) {
    this(ruleId, severity, resource, path, headline, message, position, hint, List.of());
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The finding as the user sees it, without a final newline; see {@link FindingText}. */
  @Override
  public String toString() {
    return FindingText.render(this);
  }
}
