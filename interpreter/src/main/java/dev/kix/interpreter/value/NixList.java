package dev.kix.interpreter.value;

import java.util.Collection;

/** A list. */
public final class NixList extends Value {
  public static final NixList EMPTY = new NixList(new Lazy[0]);

  private final Lazy[] elements;

  private NixList(Lazy[] elements) {
    this.elements = elements;
    if (Counters.ON) {
      Counters.list(elements.length);
    }
  }

  /** A list that takes over {@code elements}; the caller must not change the array afterwards. */
  public static NixList of(Lazy... elements) {
    return elements.length == 0 ? EMPTY : new NixList(elements);
  }

  public static NixList copyOf(Collection<? extends Lazy> elements) {
    return of(elements.toArray(new Lazy[0]));
  }

  public int size() {
    return elements.length;
  }

  public Lazy get(int i) {
    return elements[i];
  }

  /** The elements themselves, not a copy: for reading only. */
  public Lazy[] elements() {
    return elements;
  }

  @Override
  public ValueType type() {
    return ValueType.LIST;
  }
}
