package dev.kix.interpreter.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What a string refers to: an immutable sorted set of encoded references. Store references are
 * encoded as Nix encodes them: {@code /nix/store/…} a plain path, {@code !output!/nix/store/….drv}
 * an output of a derivation, {@code =/nix/store/….drv} a derivation with its whole closure.
 * Embedders may add kinds of their own (the cluster compiler encodes resources as {@code @…}); such
 * elements travel with the string and mean nothing to derivations.
 */
public final class StringContext {
  /** The context of a string that refers to nothing. */
  public static final StringContext EMPTY = new StringContext(new String[0]);

  private final String[] elements;

  private StringContext(String[] sorted) {
    this.elements = sorted;
  }

  /** The context with one element. */
  public static StringContext of(String element) {
    return new StringContext(new String[] {element});
  }

  /** The context with the given elements, in any order, duplicates allowed. */
  public static StringContext ofAll(Collection<String> elements) {
    return ofSorted(new TreeSet<>(elements));
  }

  /** The context with the elements of a set in natural order. */
  static StringContext ofSorted(TreeSet<String> elements) {
    return elements.isEmpty() ? EMPTY : new StringContext(elements.toArray(new String[0]));
  }

  public boolean isEmpty() {
    return elements.length == 0;
  }

  public int size() {
    return elements.length;
  }

  /** Element {@code i} in byte order. */
  public String get(int i) {
    return elements[i];
  }

  /** The elements, decoded, in {@link ContextElement#NIX_ORDER}. */
  public List<ContextElement> decoded() {
    List<ContextElement> list = new ArrayList<>(elements.length);
    for (String element : elements) {
      list.add(ContextElement.parse(element));
    }
    list.sort(ContextElement.NIX_ORDER);
    return list;
  }

  public boolean contains(String element) {
    return Arrays.binarySearch(elements, element) >= 0;
  }

  /** Both contexts together; returns one of the operands where it already holds the other. */
  public StringContext union(StringContext other) {
    if (other == this || other.elements.length == 0) {
      return this;
    }
    if (elements.length == 0) {
      return other;
    }
    String[] merged = new String[elements.length + other.elements.length];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < elements.length && j < other.elements.length) {
      int c = elements[i].compareTo(other.elements[j]);
      if (c == 0) {
        j++;
      }
      merged[n++] = c <= 0 ? elements[i++] : other.elements[j++];
    }
    while (i < elements.length) {
      merged[n++] = elements[i++];
    }
    while (j < other.elements.length) {
      merged[n++] = other.elements[j++];
    }
    if (n == elements.length) {
      return this;
    }
    if (n == other.elements.length) {
      return other;
    }
    return new StringContext(n == merged.length ? merged : Arrays.copyOf(merged, n));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof StringContext c && Arrays.equals(elements, c.elements);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return Arrays.toString(elements);
  }
}
