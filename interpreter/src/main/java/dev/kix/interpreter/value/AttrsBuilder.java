package dev.kix.interpreter.value;

import dev.kix.grammar.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects attributes in any order. Not thread-safe. */
public final class AttrsBuilder {
  /** Up to this size sorting by insertion is quickest, and boxes nothing. */
  private static final int INSERTION_MAX = 16;

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
    return build(true, null);
  }

  /** {@link #build()} with a shape that is shared with sets like this one. */
  public NixAttrs build(ShapeTable shapes) {
    return build(true, shapes);
  }

  /**
   * The set in which the first {@code put} of a name counts, as in {@code builtins.listToAttrs},
   * with a shape that is shared with sets like it.
   */
  public NixAttrs buildFirstWins(ShapeTable shapes) {
    return build(false, shapes);
  }

  private NixAttrs build(boolean lastWins, @Nullable ShapeTable shapes) {
    if (size == 0) {
      return NixAttrs.EMPTY;
    }
    if (isStrictlyAscending()) {
      return NixAttrs.of(shape(shapes, names, positions, size), Arrays.copyOf(values, size));
    }
    int[] order = order();
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
    return NixAttrs.of(
        shape(shapes, sortedNames, sortedPositions, n),
        n < size ? Arrays.copyOf(sortedValues, n) : sortedValues);
  }

  private static Shape shape(
      @Nullable ShapeTable shapes,
      String[] names,
      @Nullable Position @Nullable [] positions,
      int n) {
    if (shapes != null) {
      return shapes.shape(names, positions, n);
    }
    return Shape.ofSorted(
        n < names.length ? Arrays.copyOf(names, n) : names,
        positions == null || n == positions.length ? positions : Arrays.copyOf(positions, n));
  }

  /** The indices in the order of their names, those of equal names in the order they came. */
  private int[] order() {
    int[] order = new int[size];
    if (size > INSERTION_MAX) {
      Integer[] boxed = new Integer[size];
      Arrays.setAll(boxed, i -> i);
      Arrays.sort(boxed, (a, b) -> names[a].compareTo(names[b]));
      Arrays.setAll(order, i -> boxed[i]);
      return order;
    }
    for (int i = 0; i < size; i++) {
      int k = i;
      while (k > 0 && names[order[k - 1]].compareTo(names[i]) > 0) {
        order[k] = order[k - 1];
        k--;
      }
      order[k] = i;
    }
    return order;
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
