package dev.kix.store.derivation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which outputs of an input derivation a derivation uses, and, for outputs that are derivations
 * themselves (experimental {@code dynamic-derivations}), which outputs of those.
 *
 * @param outputs names of outputs that are used as they are, sorted
 * @param dynamic by the name of an output that is a derivation: what is used of it, sorted
 */
public record WantedOutputs(SortedSet<String> outputs, SortedMap<String, WantedOutputs> dynamic) {

  /** Copies both, so that the record cannot change. */
  public WantedOutputs {
    outputs = Collections.unmodifiableSortedSet(new TreeSet<>(outputs));
    dynamic = Collections.unmodifiableSortedMap(new TreeMap<>(dynamic));
  }

  /** Outputs used as they are. */
  public static WantedOutputs of(SortedSet<String> outputs) {
    return new WantedOutputs(outputs, Collections.emptySortedMap());
  }
}
