package dev.kix.interpreter.builtin;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import java.util.Arrays;

/** A list that grows. */
final class ListBuilder {
  private static final Lazy[] NONE = new Lazy[0];

  private Lazy[] elements;
  private int size;

  ListBuilder() {
    elements = NONE;
  }

  ListBuilder(int capacity) {
    elements = new Lazy[capacity];
  }

  int size() {
    return size;
  }

  Lazy get(int i) {
    return elements[i];
  }

  void add(Lazy element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(4, size * 2));
    }
    elements[size++] = element;
  }

  void addAll(NixList list) {
    int n = list.size();
    if (size + n > elements.length) {
      elements = Arrays.copyOf(elements, Math.max(size + n, size * 2));
    }
    System.arraycopy(list.elements(), 0, elements, size, n);
    size += n;
  }

  /** The list; leaves this builder unusable. */
  NixList build() {
    return NixList.of(size == elements.length ? elements : Arrays.copyOf(elements, size));
  }
}
