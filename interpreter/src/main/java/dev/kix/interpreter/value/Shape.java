package dev.kix.interpreter.value;

import dev.kix.grammar.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of an attribute set, sorted in byte order, with the position of each definition. Shared
 * by every set that is born at one literal, so that a select can remember where it found a name by
 * the identity of the shape alone.
 *
 * <p>Names written in source code are interned ({@link String#intern}), so most hits are found by
 * identity. Immutable; the hash index of a large shape appears after a few look-ups.
 */
public final class Shape {
  private static final int LINEAR_LIMIT = 8;
  private static final int LOOKUPS_BEFORE_INDEX = 4;

  /** The shape of {@code { }}. */
  public static final Shape EMPTY = new Shape(new String[0], null);

  private final String[] names;
  private final @Nullable Position @Nullable [] positions;
  private int @Nullable [] index;
  private int lookups;
  private @Nullable Shape bare;
  private NixString @Nullable [] strings;
  private int @Nullable [] order;

  /** Of the names alone; 0 until somebody asks. */
  private int hash;

  /** Of names and positions; 0 until somebody asks. */
  private int mark;

  private Shape(String[] names, @Nullable Position @Nullable [] positions) {
    this.names = names;
    this.positions = positions;
  }

  /**
   * Takes over both arrays.
   *
   * @param names strictly ascending in byte order
   * @param positions of the same length, entries may be null; or null when no position is known
   */
  public static Shape ofSorted(String[] names, @Nullable Position @Nullable [] positions) {
    return names.length == 0 ? EMPTY : new Shape(names, positions);
  }

  public int size() {
    return names.length;
  }

  public String name(int i) {
    return names[i];
  }

  public @Nullable Position position(int i) {
    return positions == null ? null : positions[i];
  }

  /** The same names without positions; always the same object. */
  public Shape withoutPositions() {
    return withoutPositions(null);
  }

  /** {@link #withoutPositions()}, if {@code known} has one the same as for like shapes. */
  public Shape withoutPositions(@Nullable ShapeTable known) {
    if (positions == null) {
      return this;
    }
    Shape b = bare;
    if (b == null) {
      b = known == null ? new Shape(names, null) : known.shape(names, null, names.length);
      bare = b; // benign race: the shapes are interchangeable but for inline caches
    }
    return b;
  }

  /** Name {@code i} as a value; made once, so that {@code attrNames} costs no allocation a name. */
  public NixString string(int i) {
    NixString[] all = strings;
    if (all == null) {
      all = new NixString[names.length];
      for (int k = 0; k < all.length; k++) {
        all[k] = NixString.of(names[k]);
      }
      strings = all; // benign race: every thread makes equal strings
    }
    return all[i];
  }

  /**
   * The indices of the names in the order in which Nix evaluates all attributes of a set, see
   * {@link NameOrder}. Not to be changed.
   */
  public int[] evaluationOrder() {
    int[] o = order;
    if (o == null) {
      o = NameOrder.of(names);
      order = o; // benign race: every thread makes an equal array
    }
    return o;
  }

  int hash() {
    int h = hash;
    if (h == 0) {
      h = hashOf(names, names.length);
      hash = h; // benign race: every thread computes the same
    }
    return h;
  }

  /**
   * Tells shapes apart that have the same names from different places, such as the many {@code {
   * type = …; default = …; }} of a module: {@link #hash} and where the names are from.
   */
  int mark() {
    int m = mark;
    if (m == 0) {
      m = markOf(hash(), positions, names.length);
      mark = m; // benign race: every thread computes the same
    }
    return m;
  }

  static int markOf(int hash, @Nullable Position @Nullable [] positions, int n) {
    int m = hash;
    if (positions != null) {
      for (int i = 0; i < n; i++) {
        Position p = positions[i];
        m = m * 31 + (p == null ? 0 : p.offset() + 1);
      }
    }
    return m;
  }

  static int hashOf(String[] names, int n) {
    int h = n;
    for (int i = 0; i < n; i++) {
      h = h * 31 + names[i].hashCode();
    }
    return h;
  }

  /** Whether this shape has these names, of that hash, and the very same positions. */
  boolean isLike(int hash, String[] names, @Nullable Position @Nullable [] positions, int n) {
    if (this.names.length != n
        || hash() != hash
        || (this.positions == null) != (positions == null)) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (positions != null && position(i) != positions[i]) {
        return false;
      }
      if (this.names[i] != names[i] && !this.names[i].equals(names[i])) {
        return false;
      }
    }
    return true;
  }

  /** The index of {@code name}, or -1. */
  public int indexOf(String name) {
    String[] names = this.names;
    int n = names.length;
    if (n <= LINEAR_LIMIT) {
      for (int i = 0; i < n; i++) {
        if (names[i] == name) {
          return i;
        }
      }
      int hash = name.hashCode();
      for (int i = 0; i < n; i++) {
        String candidate = names[i];
        if (candidate.hashCode() == hash && candidate.equals(name)) {
          return i;
        }
      }
      return -1;
    }
    int[] index = this.index;
    if (index != null) {
      return probe(index, name);
    }
    if (++lookups > LOOKUPS_BEFORE_INDEX) {
      index = buildIndex();
      this.index = index; // benign race: every thread builds the same table
      return probe(index, name);
    }
    int i = Arrays.binarySearch(names, name);
    return i >= 0 ? i : -1;
  }

  private int probe(int[] index, String name) {
    int mask = index.length - 1;
    int hash = name.hashCode();
    int slot = spread(hash) & mask;
    int entry;
    while ((entry = index[slot]) != 0) {
      String candidate = names[entry - 1];
      if (candidate == name || (candidate.hashCode() == hash && candidate.equals(name))) {
        return entry - 1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private int[] buildIndex() {
    int capacity = Integer.highestOneBit(names.length * 2 - 1) * 2;
    int[] table = new int[capacity];
    int mask = capacity - 1;
    for (int i = 0; i < names.length; i++) {
      int slot = spread(names[i].hashCode()) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = i + 1;
    }
    return table;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  /** How to make the set that {@code left // right} is, for all sets of the two shapes. */
  public static Merge merge(Shape left, Shape right) {
    int ln = left.names.length;
    int rn = right.names.length;
    String[] names = new String[ln + rn];
    int[] source = new int[ln + rn];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < ln && j < rn) {
      String a = left.names[i];
      String b = right.names[j];
      int c = a == b ? 0 : a.compareTo(b);
      if (c < 0) {
        names[n] = a;
        source[n++] = i++;
      } else {
        names[n] = b;
        source[n++] = ~j;
        j++;
        if (c == 0) {
          i++;
        }
      }
    }
    for (; i < ln; i++) {
      names[n] = left.names[i];
      source[n++] = i;
    }
    for (; j < rn; j++) {
      names[n] = right.names[j];
      source[n++] = ~j;
    }
    if (n < names.length) {
      names = Arrays.copyOf(names, n);
      source = Arrays.copyOf(source, n);
    }
    Position[] positions = null;
    if (left.positions != null || right.positions != null) {
      positions = new Position[n];
      for (int k = 0; k < n; k++) {
        int s = source[k];
        positions[k] = s >= 0 ? left.position(s) : right.position(~s);
      }
    }
    return new Merge(left, right, new Shape(names, positions), source);
  }

  /** The plan of one {@code //}: which shape comes out and where each value is taken from. */
  public static final class Merge {
    private final Shape left;
    private final Shape right;
    private final Shape result;
    private final int[] source;

    private Merge(Shape left, Shape right, Shape result, int[] source) {
      this.left = left;
      this.right = right;
      this.result = result;
      this.source = source;
    }

    /** Whether this plan was made for these two shapes. */
    public boolean fits(Shape l, Shape r) {
      return left == l && right == r;
    }

    NixAttrs apply(Lazy[] l, Lazy[] r) {
      int[] source = this.source;
      Lazy[] values = new Lazy[source.length];
      for (int i = 0; i < values.length; i++) {
        int s = source[i];
        values[i] = s >= 0 ? l[s] : r[~s];
      }
      return NixAttrs.of(result, values);
    }
  }
}
