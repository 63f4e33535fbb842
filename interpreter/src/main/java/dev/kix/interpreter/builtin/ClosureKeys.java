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
 * they are in a hash table, which holds the keys themselves and nothing else: the garbage collector
 * copies what lives here, and that is what large closures take longest for. Otherwise they are in a
 * tree ordered by {@code <}, as in Nix, whose errors then come from the same comparisons.
 */
final class ClosureKeys {
  private final EvalState state;
  private final UnaryOperator<Lazy> keyOf;

  /** Open addressing, linear probing, at most half full; null when the keys are in the tree. */
  private Value @Nullable [] table = new Value[16];

  private int size;
  private @Nullable TreeSet<Key> tree;
  private @Nullable Class<?> type;

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
    Value[] t = table;
    if (t != null) {
      if (isPlain(key) && (type == null || type == key.getClass())) {
        type = key.getClass();
        return addToTable(t, key);
      }
      table = null;
    }
    return addToTree(new Key(key, element), before);
  }

  private static boolean isPlain(Value key) {
    return key instanceof NixString || key instanceof NixInt;
  }

  private boolean addToTable(Value[] t, Value key) {
    int at = find(t, key);
    if (t[at] != null) {
      return false;
    }
    t[at] = key;
    if (++size * 2 > t.length) {
      Value[] larger = new Value[t.length * 2];
      for (Value old : t) {
        if (old != null) {
          larger[find(larger, old)] = old;
        }
      }
      table = larger;
    }
    return true;
  }

  /** The place of the key equal to {@code key}, or the free one where it belongs. */
  private static int find(Value[] t, Value key) {
    int mask = t.length - 1;
    int at = hash(key) & mask;
    for (Value other; (other = t[at]) != null && !equal(key, other); ) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Multiplication spreads keys that differ in few bits, such as consecutive numbers. */
  private static int hash(Value key) {
    int h =
        key instanceof NixInt i
            ? Long.hashCode(i.value())
            : key instanceof NixString s ? s.value().hashCode() : 0;
    h *= 0x9e3779b9;
    return h ^ (h >>> 16);
  }

  /** For keys of one type. */
  private static boolean equal(Value a, Value b) {
    if (a instanceof NixInt i) {
      return b instanceof NixInt k && i.value() == k.value();
    }
    return a instanceof NixString s && b instanceof NixString t && s.value().equals(t.value());
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
