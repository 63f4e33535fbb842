package dev.kix.interpreter.value;

import dev.kix.grammar.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects attributes in any order. Not thread-safe. */
public final class AttrsBuilder {
  private String[] names;
  private Lazy[] values;
  private @Nullable Position @Nullable [] positions;
  private int size;

  public AttrsBuilder() {
    this(8);
  }

  public AttrsBuilder(int capacity) {
    names = new String[Math.max(capacity, 1)];
    values = new Lazy[Math.max(capacity, 1)];
  }

  public int size() {
    return size;
  }

  public AttrsBuilder put(String name, Lazy value) {
    return put(name, value, null);
  }

  public AttrsBuilder put(String name, Lazy value, @Nullable Position position) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
      if (positions != null) {
        positions = Arrays.copyOf(positions, size * 2);
      }
    }
    if (position != null) {
      Position[] p = positions;
      if (p == null) {
        p = new Position[names.length];
        positions = p;
      }
      p[size] = position;
    }
    names[size] = name;
    values[size++] = value;
    return this;
  }

  /**
   * The set in which a later {@code put} of a name replaces an earlier one. Leaves this builder
   * unusable.
   */
  public NixAttrs build() {
    return build(true);
  }

  /**
   * The set in which the first {@code put} of a name counts, as in {@code builtins.listToAttrs}.
   */
  public NixAttrs buildFirstWins() {
    return build(false);
  }

  private NixAttrs build(boolean lastWins) {
    if (size == 0) {
      return NixAttrs.EMPTY;
    }
    if (isStrictlyAscending()) {
      return NixAttrs.of(
          Shape.ofSorted(
              Arrays.copyOf(names, size),
              positions == null ? null : Arrays.copyOf(positions, size)),
          Arrays.copyOf(values, size));
    }
    // Sort indices packed behind the order of names; the index makes the sort stable.
    Integer[] order = new Integer[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    String[] unsorted = names;
    Arrays.sort(order, (a, b) -> unsorted[a].compareTo(unsorted[b]));
    String[] sortedNames = new String[size];
    Lazy[] sortedValues = new Lazy[size];
    Position[] sortedPositions = positions == null ? null : new Position[size];
    int n = 0;
    for (int k = 0; k < size; k++) {
      int i = order[k];
      if (n > 0 && sortedNames[n - 1].equals(names[i])) {
        if (!lastWins) {
          continue;
        }
        n--;
      }
      sortedNames[n] = names[i];
      sortedValues[n] = values[i];
      if (sortedPositions != null && positions != null) {
        sortedPositions[n] = positions[i];
      }
      n++;
    }
    if (n < size) {
      sortedNames = Arrays.copyOf(sortedNames, n);
      sortedValues = Arrays.copyOf(sortedValues, n);
      sortedPositions = sortedPositions == null ? null : Arrays.copyOf(sortedPositions, n);
    }
    return NixAttrs.of(Shape.ofSorted(sortedNames, sortedPositions), sortedValues);
  }

  private boolean isStrictlyAscending() {
    for (int i = 1; i < size; i++) {
      if (names[i - 1].compareTo(names[i]) >= 0) {
        return false;
      }
    }
    return true;
  }
}
