package dev.kix.modulesystem;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what comes of pairs of shapes. The sets that modules are made of are born at few
 * literals, so the same shapes meet again and again: with 10,000 options {@code mkOption} joins the
 * same two shapes 10,000 times. Of fixed size: a clash forgets the older entry. Belongs to one
 * evaluation thread.
 */
final class ShapeCache {
  private static final int SIZE = 64;
  private static final int SMALL = 32;

  private final Shape.@Nullable Merge[] merges = new Shape.@Nullable Merge[SIZE];
  private final @Nullable Join[] joins = new @Nullable Join[SIZE];
  private final @Nullable Removal[] removals = new @Nullable Removal[SIZE];

  private static int slot(Object a, Object b) {
    int h = System.identityHashCode(a) * 31 + System.identityHashCode(b);
    return (h ^ (h >>> 11)) & (SIZE - 1);
  }

  /** {@code left // right}. */
  NixAttrs update(NixAttrs left, NixAttrs right) {
    if (right.isEmpty()) {
      return left;
    }
    if (!left.isFlat() || !right.isFlat()) {
      return NixAttrs.update(left, right);
    }
    int slot = slot(left.topShape(), right.topShape());
    NixAttrs known = NixAttrs.updateWith(merges[slot], left, right);
    if (known != null) {
      return known;
    }
    Shape.Merge plan = NixAttrs.planFor(left, right);
    NixAttrs result = NixAttrs.updateWith(plan, left, right);
    if (plan == null || result == null) {
      return NixAttrs.update(left, right);
    }
    merges[slot] = plan;
    return result;
  }

  /**
   * Two shapes as one.
   *
   * @param shape the names of both, without positions
   * @param source for each name its index on the left, or {@code ~index} on the right, as it is
   *     when no name is on both sides
   */
  record Join(Shape left, Shape right, Shape shape, int[] source) {}

  /** The join of two small shapes, or null when a name is on both sides or they are large. */
  @Nullable Join join(Shape left, Shape right) {
    if (left.size() > SMALL || right.size() > SMALL) {
      return null;
    }
    int slot = slot(left, right);
    Join known = joins[slot];
    if (known != null && known.left == left && known.right == right) {
      return known;
    }
    Join join = makeJoin(left, right);
    joins[slot] = join;
    return join;
  }

  private static @Nullable Join makeJoin(Shape left, Shape right) {
    int size = left.size() + right.size();
    String[] names = new String[size];
    int[] source = new int[size];
    int i = 0;
    int j = 0;
    for (int n = 0; n < size; n++) {
      int c = i == left.size() ? 1 : j == right.size() ? -1 : left.name(i).compareTo(right.name(j));
      if (c == 0) {
        return null;
      }
      names[n] = c < 0 ? left.name(i) : right.name(j);
      source[n] = c < 0 ? i++ : ~j++;
    }
    return new Join(left, right, Nix.shape(names), source);
  }

  /** A shape and one without its name {@code removed}. */
  private record Removal(Shape shape, int removed, Shape rest) {}

  /** {@code removeAttrs attrs [ name ]}, positions not kept. */
  NixAttrs without(NixAttrs attrs, String name) {
    NixAttrs flat = attrs.flatten();
    Shape shape = flat.shape();
    int at = shape.indexOf(name);
    if (at < 0) {
      return attrs;
    }
    int slot = slot(shape, name);
    Removal removal = removals[slot];
    if (removal == null || removal.shape != shape || removal.removed != at) {
      removal = new Removal(shape, at, remove(shape, at));
      removals[slot] = removal;
    }
    Lazy[] values = new Lazy[shape.size() - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = flat.value(i < at ? i : i + 1);
    }
    return NixAttrs.of(removal.rest, values);
  }

  private static Shape remove(Shape shape, int at) {
    String[] names = new String[shape.size() - 1];
    for (int i = 0; i < names.length; i++) {
      names[i] = shape.name(i < at ? i : i + 1);
    }
    return Nix.shape(names);
  }
}
