package dev.kix.interpreter.value;

import dev.kix.grammar.Position;
import org.jspecify.annotations.Nullable;

/**
 * An attribute set: a {@link Shape} and one {@link Lazy} a name, possibly layered on another set.
 *
 * <p>{@code big // small} does not copy {@code big}: the small side becomes a layer on top. Layers
 * shrink geometrically, as in a log-structured merge tree, so that a fold that adds one attribute
 * at a time costs O(log n) a step and a look-up walks O(log n) layers. Whoever iterates works on
 * {@link #flatten()}, which is remembered.
 */
public final class NixAttrs extends Value {
  /** Below this size a copy is cheaper than a layer, and keeps shapes stable for inline caches. */
  private static final int LAYER_MIN = 32;

  public static final NixAttrs EMPTY = new NixAttrs(Shape.EMPTY, new Lazy[0], null);

  private final Shape shape;
  private final Lazy[] values;

  /** Null in a set without layers, which most are: those take 24 bytes and their values. */
  private final @Nullable Beneath beneath;

  private NixAttrs(Shape shape, Lazy[] values, @Nullable Beneath beneath) {
    this.shape = shape;
    this.values = values;
    this.beneath = beneath;
    if (Counters.ON) {
      Counters.set(values.length);
    }
  }

  /** What a layered set has besides its top layer. */
  private static final class Beneath {
    final NixAttrs base;
    final int size;
    @Nullable NixAttrs flat;

    Beneath(NixAttrs base, int size) {
      this.base = base;
      this.size = size;
    }
  }

  /** A set that takes over {@code values}, one a name of {@code shape}. */
  public static NixAttrs of(Shape shape, Lazy[] values) {
    return new NixAttrs(shape, values, null);
  }

  private @Nullable NixAttrs base() {
    Beneath b = beneath;
    return b == null ? null : b.base;
  }

  /** This set, or the same without layers if somebody has asked for that before. */
  private NixAttrs flatIfKnown() {
    Beneath b = beneath;
    NixAttrs f = b == null ? null : b.flat;
    return f == null ? this : f;
  }

  /** A set with one attribute. */
  public static NixAttrs of(String name, Lazy value) {
    return of(Shape.ofSorted(new String[] {name}, null), new Lazy[] {value});
  }

  public int size() {
    Beneath b = beneath;
    return b == null ? values.length : b.size;
  }

  public boolean isEmpty() {
    return values.length == 0; // a layer is never empty
  }

  /** The value of {@code name}, or null. */
  public @Nullable Lazy get(String name) {
    NixAttrs layer = flatIfKnown();
    do {
      int i = layer.shape.indexOf(name);
      if (i >= 0) {
        return layer.values[i];
      }
      layer = layer.base();
    } while (layer != null);
    return null;
  }

  public boolean has(String name) {
    return get(name) != null;
  }

  /** Where {@code name} was defined, or null when that is unknown or there is no such attribute. */
  public @Nullable Position position(String name) {
    NixAttrs layer = this;
    do {
      int i = layer.shape.indexOf(name);
      if (i >= 0) {
        return layer.shape.position(i);
      }
      layer = layer.base();
    } while (layer != null);
    return null;
  }

  /**
   * This set without layers: {@link #shape()}, {@link #name(int)} and {@link #value(int)} want one.
   */
  public NixAttrs flatten() {
    Beneath b = beneath;
    if (b == null) {
      return this;
    }
    NixAttrs f = b.flat;
    if (f == null) {
      f = mergeFlat(b.base.flatten(), this);
      b.flat = f; // benign race: every thread computes an equal set
    }
    return f;
  }

  /** The shape of a set; flattens a layered one. */
  public Shape shape() {
    return flatten().shape;
  }

  /**
   * The topmost layer's shape; equals {@link #shape()} when {@link #isFlat()}. For inline caches.
   */
  public Shape topShape() {
    return shape;
  }

  public boolean isFlat() {
    return beneath == null;
  }

  /** Name {@code i} in byte order; this set must be {@link #isFlat flat}. */
  public String name(int i) {
    return shape.name(i);
  }

  /** Value {@code i} in the order of names; this set must be {@link #isFlat flat}. */
  public Lazy value(int i) {
    return values[i];
  }

  /**
   * Lets go of the promise of attribute {@code i} where {@link Lazy#settled} allows it; this set
   * must be {@link #isFlat flat}.
   */
  public void settle(int i) {
    Lazy e = values[i];
    if (!(e instanceof Value)) {
      Value v = e.settled();
      if (v != null) {
        values[i] = v;
      }
    }
  }

  /** Position {@code i} in the order of names; this set must be {@link #isFlat flat}. */
  public @Nullable Position position(int i) {
    return shape.position(i);
  }

  @Override
  public ValueType type() {
    return ValueType.ATTRS;
  }

  /** {@code left // right}. */
  public static NixAttrs update(NixAttrs left, NixAttrs right) {
    if (right.isEmpty()) {
      return left;
    }
    if (left.isEmpty()) {
      return right;
    }
    NixAttrs top = right.flatten();
    int size = left.size();
    if (size < LAYER_MIN || top.size() > size / 4) {
      return mergeFlat(left.flatten(), top);
    }
    NixAttrs under = left.flatIfKnown();
    for (NixAttrs base;
        (base = under.base()) != null && under.values.length < 2 * top.values.length; ) {
      top = mergeFlat(under, top);
      under = base;
    }
    if (under.values.length < 2 * top.values.length) {
      return mergeFlat(under.flatten(), top);
    }
    int added = 0;
    for (int i = 0; i < top.values.length; i++) {
      if (under.get(top.shape.name(i)) == null) {
        added++;
      }
    }
    return new NixAttrs(top.shape, top.values, new Beneath(under, under.size() + added));
  }

  /**
   * {@code left // right} with a plan remembered from the last time.
   *
   * @param plan what {@link #planFor} returned last, or null
   * @return the set, or null when there is no plan for these shapes: then call {@link #planFor}
   */
  public static @Nullable NixAttrs updateWith(
      Shape.@Nullable Merge plan, NixAttrs left, NixAttrs right) {
    if (plan != null
        && left.beneath == null
        && right.beneath == null
        && plan.fits(left.shape, right.shape)) {
      return plan.apply(left.values, right.values);
    }
    return null;
  }

  /**
   * A plan for sets like these two, or null where a plan would not pay: layered, large or empty
   * sets.
   *
   * @param known where plans are looked for first
   */
  public static Shape.@Nullable Merge planFor(NixAttrs left, NixAttrs right, ShapeTable known) {
    return isPlanned(left, right) ? known.merge(left.shape, right.shape) : null;
  }

  /** {@link #planFor(NixAttrs, NixAttrs, ShapeTable)}, always a new one. */
  public static Shape.@Nullable Merge planFor(NixAttrs left, NixAttrs right) {
    return isPlanned(left, right) ? Shape.merge(left.shape, right.shape) : null;
  }

  private static boolean isPlanned(NixAttrs left, NixAttrs right) {
    return left.beneath == null
        && right.beneath == null
        && !left.isEmpty()
        && !right.isEmpty()
        && left.values.length < LAYER_MIN
        && right.values.length < LAYER_MIN;
  }

  /** Merges the top layer of each, ignoring what is below. */
  private static NixAttrs mergeFlat(NixAttrs left, NixAttrs right) {
    return Shape.merge(left.shape, right.shape).apply(left.values, right.values);
  }
}
