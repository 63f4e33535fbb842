package dev.kix.store.derivation;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map of few entries in the order of their keys, kept in two arrays: a third of the memory of a
 * tree, and loops over it are simple enough for the JVM to compile early. Keys mostly come in their
 * order already. Whoever holds a finished one does not change it; not thread-safe before that.
 */
final class SortedTable<K extends Comparable<K>, V> {
  private static final int INITIAL = 8;

  private Object[] keys;
  private Object[] values;
  private int size;

  SortedTable() {
    this(INITIAL);
  }

  SortedTable(int capacity) {
    keys = new Object[Math.max(capacity, 1)];
    values = new Object[Math.max(capacity, 1)];
  }

  private SortedTable(Object[] keys, Object[] values, int size) {
    this.keys = keys;
    this.values = values;
    this.size = size;
  }

  /** A table with the entries of {@code map}, which is sorted by the natural order of its keys. */
  static <K extends Comparable<K>, V> SortedTable<K, V> of(SortedMap<K, V> map) {
    SortedTable<K, V> table = new SortedTable<>(map.size());
    map.forEach(table::put);
    return table;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  @SuppressWarnings("unchecked") // only put() stores keys
  K key(int i) {
    return (K) keys[i];
  }

  @SuppressWarnings("unchecked") // only put() and set() store values
  V value(int i) {
    return (V) values[i];
  }

  /** Replaces value {@code i}. */
  void set(int i, V value) {
    values[i] = value;
  }

  /** The index of {@code key}, or {@code -1 - i} if its place would be {@code i}. */
  int indexOf(K key) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int c = key(middle).compareTo(key);
      if (c == 0) {
        return middle;
      }
      if (c < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** The value of {@code key}, or null. */
  @Nullable V get(K key) {
    int i = indexOf(key);
    return i < 0 ? null : value(i);
  }

  /** Adds an entry, or replaces the value of the one with this key. */
  void put(K key, V value) {
    int i = size == 0 || key(size - 1).compareTo(key) < 0 ? -1 - size : indexOf(key);
    if (i >= 0) {
      values[i] = value;
      return;
    }
    int at = -1 - i;
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    if (at < size) {
      System.arraycopy(keys, at, keys, at + 1, size - at);
      System.arraycopy(values, at, values, at + 1, size - at);
    }
    keys[at] = key;
    values[at] = value;
    size++;
  }

  /** A table with the same entries whose values can be changed without changing this one. */
  SortedTable<K, V> copy() {
    return new SortedTable<>(keys.clone(), values.clone(), size);
  }

  /** The entries as a map, a copy that cannot be changed. */
  SortedMap<K, V> toMap() {
    SortedMap<K, V> map = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      map.put(key(i), value(i));
    }
    return Collections.unmodifiableSortedMap(map);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SortedTable<?, ?> table
        && size == table.size
        && Arrays.equals(keys, 0, size, table.keys, 0, size)
        && Arrays.equals(values, 0, size, table.values, 0, size);
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + (keys[i].hashCode() ^ values[i].hashCode());
    }
    return hash;
  }
}
