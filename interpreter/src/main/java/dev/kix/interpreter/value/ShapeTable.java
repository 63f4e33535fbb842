package dev.kix.interpreter.value;

import dev.kix.grammar.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the shapes of small sets that were built name by name, and how shapes were merged, so
 * that sets which are alike share one shape: {@code listToAttrs} in a function that is called a
 * thousand times makes one, and each {@code //} with its result finds its plan again. Without it
 * every derivation had five shapes of its own, a third of the memory that it took and most of the
 * time of its {@code //} (benchmark derivations).
 *
 * <p>Entries are found by names and positions: a module system merges sets of the same few names
 * from hundreds of places. Of fixed size: a new entry takes the place of an older one. For one
 * thread.
 */
public final class ShapeTable {
  /** A power of two. */
  private static final int SLOTS = 1024;

  /** Larger sets are seldom alike, and comparing names would cost what sharing saves. */
  private static final int MAX_NAMES = 32;

  private final @Nullable Shape[] shapes = new Shape[SLOTS];
  private final Shape.@Nullable Merge[] merges = new Shape.Merge[SLOTS];

  /**
   * A shape with the first {@code n} names and positions, perhaps one that was returned before.
   *
   * @param names strictly ascending in byte order; copied if need be
   * @param positions at least as many, entries may be null; or null when no position is known
   */
  public Shape shape(String[] names, @Nullable Position @Nullable [] positions, int n) {
    if (n == 0) {
      return Shape.EMPTY;
    }
    if (n > MAX_NAMES) {
      return fresh(names, positions, n);
    }
    int hash = Shape.hashOf(names, n);
    int slot = slot(Shape.markOf(hash, positions, n));
    Shape known = shapes[slot];
    if (known == null || !known.isLike(hash, names, positions, n)) {
      known = fresh(names, positions, n);
      shapes[slot] = known;
    }
    return known;
  }

  private static Shape fresh(String[] names, @Nullable Position @Nullable [] positions, int n) {
    return Shape.ofSorted(
        Arrays.copyOf(names, n), positions == null ? null : Arrays.copyOf(positions, n));
  }

  /** {@link Shape#merge}, perhaps the one that was returned before. */
  Shape.Merge merge(Shape left, Shape right) {
    int slot = slot(left.mark() * 31 + right.mark());
    Shape.Merge known = merges[slot];
    if (known == null || !known.fits(left, right)) {
      known = Shape.merge(left, right);
      merges[slot] = known;
    }
    return known;
  }

  private static int slot(int hash) {
    int h = hash * 0x9e3779b9;
    return (h >>> 16) & (SLOTS - 1);
  }
}
