package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Comparison;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@code genericClosure} has met. As long as all are integers, or all are strings,
 * they are in a hash table. Otherwise they are in a tree ordered by {@code <}, as in Nix, whose
 * errors then come from the same comparisons.
 */
final class ClosureKeys {
  private final EvalState state;
  private final UnaryOperator<Lazy> keyOf;
  private @Nullable Numbers numbers;
  private @Nullable Texts texts;
  private @Nullable TreeSet<Key> tree;

  /**
   * @param keyOf finds the key of an element that has one
   */
  ClosureKeys(EvalState state, UnaryOperator<Lazy> keyOf) {
    this.state = state;
    this.keyOf = keyOf;
  }

  /** A key with the element that has it; distinct objects even where the value is the same. */
  private record Key(Value value, Lazy element) {}

  /**
   * Adds {@code key}; false if an equal one was there.
   *
   * @param before the elements whose keys were added so far, in order
   */
  boolean add(Value key, Lazy element, ListBuilder before) {
    if (tree == null) {
      if (key instanceof NixInt i && texts == null) {
        Numbers n = numbers;
        if (n == null) {
          n = new Numbers();
          numbers = n;
        }
        return n.add(i.value());
      }
      if (key instanceof NixString s && numbers == null) {
        Texts t = texts;
        if (t == null) {
          t = new Texts();
          texts = t;
        }
        return t.add(s.value());
      }
      numbers = null;
      texts = null;
    }
    return addToTree(new Key(key, element), before);
  }

  /** Multiplication spreads keys that differ in few bits, such as consecutive numbers. */
  private static int spread(int hash) {
    int h = hash * 0x9e3779b9;
    return h ^ (h >>> 16);
  }

  /** A set of numbers: open addressing, linear probing, at most half full, nothing boxed. */
  private static final class Numbers {
    private long[] table = new long[64];
    private int size;

    /** Zero means a free place, so it is kept apart. */
    private boolean hasZero;

    boolean add(long key) {
      if (key == 0) {
        boolean added = !hasZero;
        hasZero = true;
        return added;
      }
      long[] t = table;
      int at = find(t, key);
      if (t[at] == key) {
        return false;
      }
      t[at] = key;
      if (++size * 2 > t.length) {
        long[] larger = new long[t.length * 2];
        for (long old : t) {
          if (old != 0) {
            larger[find(larger, old)] = old;
          }
        }
        table = larger;
      }
      return true;
    }

    private static int find(long[] t, long key) {
      int mask = t.length - 1;
      int at = spread(Long.hashCode(key)) & mask;
      for (long other; (other = t[at]) != 0 && other != key; ) {
        at = (at + 1) & mask;
      }
      return at;
    }
  }

  /**
   * A set of texts, as {@link Numbers}. The hashes lie beside them: looking into texts that are not
   * equal, scattered over the heap, was a quarter of the time of large closures (benchmark
   * generic-closure).
   */
  private static final class Texts {
    private @Nullable String[] table = new String[64];
    private int[] hashes = new int[64];
    private int size;

    boolean add(String key) {
      int hash = spread(key.hashCode());
      int mask = table.length - 1;
      int at = hash & mask;
      for (String other; (other = table[at]) != null; at = (at + 1) & mask) {
        if (hashes[at] == hash && other.equals(key)) {
          return false;
        }
      }
      table[at] = key;
      hashes[at] = hash;
      if (++size * 2 > table.length) {
        grow();
      }
      return true;
    }

    private void grow() {
      int length = table.length * 2;
      @Nullable String[] largerTable = new String[length];
      int[] largerHashes = new int[length];
      for (int i = 0; i < table.length; i++) {
        if (table[i] != null) {
          int at = hashes[i] & (length - 1);
          while (largerTable[at] != null) {
            at = (at + 1) & (length - 1);
          }
          largerTable[at] = table[i];
          largerHashes[at] = hashes[i];
        }
      }
      table = largerTable;
      hashes = largerHashes;
    }
  }

  private boolean addToTree(Key key, ListBuilder before) {
    TreeSet<Key> t = tree;
    if (t == null) {
      t = new TreeSet<>(this::compare);
      tree = t;
      for (int i = 0; i < before.size(); i++) {
        Lazy earlier = before.get(i);
        t.add(new Key(keyOf.apply(earlier).force(), earlier));
      }
    }
    try {
      return t.add(key);
    } catch (EvalException e) {
      throw explain(e, key, t);
    }
  }

  private int compare(Key a, Key b) {
    if (a == b) { // only when the first key is added, which Nix compares with nothing
      return 0;
    }
    if (Comparison.lessThan(state, a.value, b.value, null, "")) {
      return -1;
    }
    return Comparison.lessThan(state, b.value, a.value, null, "") ? 1 : 0;
  }

  /** Names the element that {@code key} could not be compared with. */
  private EvalException explain(EvalException e, Key key, TreeSet<Key> keys) {
    int depth = state.depth();
    for (Key other : keys) {
      try {
        Comparison.lessThan(state, key.value, other.value, null, "");
      } catch (EvalException again) {
        state.restoreDepth(depth);
        return e.during(null, "with element " + GenericClosure.show(other.element))
            .during(null, "while comparing element " + GenericClosure.show(key.element));
      }
    }
    return e.during(null, "while checking key of element " + GenericClosure.show(key.element));
  }
}
