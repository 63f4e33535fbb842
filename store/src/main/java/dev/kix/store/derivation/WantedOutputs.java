package dev.kix.store.derivation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which outputs of an input derivation a derivation uses, and, for outputs that are derivations
 * themselves (experimental {@code dynamic-derivations}), which outputs of those. Immutable.
 */
public final class WantedOutputs {
  private final SortedSet<String> outputs;
  private final SortedMap<String, WantedOutputs> dynamic;

  private WantedOutputs(SortedSet<String> outputs, SortedMap<String, WantedOutputs> dynamic) {
    this.outputs = outputs;
    this.dynamic = dynamic;
  }

  /**
   * Wants these outputs. Both collections are copied.
   *
   * @param outputs names of outputs that are used as they are
   * @param dynamic by the name of an output that is a derivation: what is used of it
   */
  public static WantedOutputs of(
      SortedSet<String> outputs, SortedMap<String, WantedOutputs> dynamic) {
    return takeOver(new TreeSet<>(outputs), new TreeMap<>(dynamic));
  }

  /** For callers that will not touch the collections again. */
  static WantedOutputs takeOver(
      SortedSet<String> outputs, SortedMap<String, WantedOutputs> dynamic) {
    return new WantedOutputs(outputs, dynamic);
  }

  /** Names of outputs that are used as they are, sorted. */
  public SortedSet<String> outputs() {
    return Collections.unmodifiableSortedSet(outputs);
  }

  /** By the name of an output that is a derivation: what is used of it, sorted. */
  public SortedMap<String, WantedOutputs> dynamic() {
    return Collections.unmodifiableSortedMap(dynamic);
  }

  SortedSet<String> rawOutputs() {
    return outputs;
  }

  /** Whether some output is used as a derivation. */
  public boolean isDynamic() {
    return !dynamic.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WantedOutputs wanted
        && outputs.equals(wanted.outputs)
        && dynamic.equals(wanted.dynamic);
  }

  @Override
  public int hashCode() {
    return 31 * outputs.hashCode() + dynamic.hashCode();
  }

  @Override
  public String toString() {
    return dynamic.isEmpty() ? outputs.toString() : outputs + " " + dynamic;
  }
}
