package dev.kix.store.derivation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
  private static final WantedOutputs NONE =
      new WantedOutputs(new String[0], Collections.emptySortedMap());

  /** What most derivations use of most others. */
  private static final WantedOutputs OUT =
      new WantedOutputs(new String[] {"out"}, Collections.emptySortedMap());

  /** Sorted, each once. */
  private final String[] outputs;

  private final SortedMap<String, WantedOutputs> dynamic;

  private WantedOutputs(String[] outputs, SortedMap<String, WantedOutputs> dynamic) {
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
    return new WantedOutputs(
        outputs.toArray(new String[0]),
        dynamic.isEmpty() ? Collections.emptySortedMap() : new TreeMap<>(dynamic));
  }

  /** Wants one output as it is. */
  static WantedOutputs of(String output) {
    return output.equals("out")
        ? OUT
        : new WantedOutputs(new String[] {output}, Collections.emptySortedMap());
  }

  /**
   * Wants one output of a derivation that is itself to be built, through the outputs {@code
   * through}, the first of which belongs to the derivation that this is about.
   */
  static WantedOutputs of(List<String> through, String output) {
    WantedOutputs wanted = of(output);
    for (int i = through.size() - 1; i >= 0; i--) {
      SortedMap<String, WantedOutputs> dynamic = new TreeMap<>();
      dynamic.put(through.get(i), wanted);
      wanted = new WantedOutputs(NONE.outputs, dynamic);
    }
    return wanted;
  }

  /** What this and {@code other} want; one of the two where it wants all of the other's. */
  WantedOutputs and(WantedOutputs other) {
    if (other == this || other.isNothing()) {
      return this;
    }
    if (isNothing()) {
      return other;
    }
    if (!isDynamic() && !other.isDynamic() && Arrays.equals(outputs, other.outputs)) {
      return this;
    }
    SortedSet<String> both = outputs();
    both.addAll(Arrays.asList(other.outputs));
    SortedMap<String, WantedOutputs> deeper = new TreeMap<>(dynamic);
    for (Map.Entry<String, WantedOutputs> entry : other.dynamic.entrySet()) {
      deeper.merge(entry.getKey(), entry.getValue(), WantedOutputs::and);
    }
    return of(both, deeper);
  }

  private boolean isNothing() {
    return outputs.length == 0 && dynamic.isEmpty();
  }

  /** Names of outputs that are used as they are, sorted; a copy. */
  public SortedSet<String> outputs() {
    return new TreeSet<>(Arrays.asList(outputs));
  }

  /** By the name of an output that is a derivation: what is used of it, sorted. */
  public SortedMap<String, WantedOutputs> dynamic() {
    return Collections.unmodifiableSortedMap(dynamic);
  }

  /** The array itself, for the hot paths of this package; nobody changes it. */
  String[] rawOutputs() {
    return outputs;
  }

  /** Whether some output is used as a derivation. */
  public boolean isDynamic() {
    return !dynamic.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WantedOutputs wanted
        && Arrays.equals(outputs, wanted.outputs)
        && dynamic.equals(wanted.dynamic);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(outputs) + dynamic.hashCode();
  }

  @Override
  public String toString() {
    String names = Arrays.toString(outputs);
    return dynamic.isEmpty() ? names : names + " " + dynamic;
  }
}
