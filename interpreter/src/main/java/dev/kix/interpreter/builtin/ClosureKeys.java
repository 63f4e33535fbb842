package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Comparison;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@code genericClosure} has met. As long as all are integers, or all are strings,
 * they are in a hash set; otherwise in a tree ordered by {@code <}, as in Nix, whose errors then
 * come from the same comparisons.
 */
final class ClosureKeys {
  private final EvalState state;
  private final List<Key> inOrder = new ArrayList<>();
  private @Nullable Set<Object> hashed = new HashSet<>();
  private @Nullable TreeSet<Key> tree;
  private @Nullable Class<?> type;

  ClosureKeys(EvalState state) {
    this.state = state;
  }

  /** A key with the element that has it; distinct objects even where the value is the same. */
  private record Key(Value value, Lazy element) {}

  /** Adds {@code key}; false if an equal one was there. */
  boolean add(Value key, Lazy element) {
    Set<Object> h = hashed;
    if (h != null) {
      Object plain = plain(key);
      if (plain != null && (type == null || type == plain.getClass())) {
        type = plain.getClass();
        boolean added = h.add(plain);
        if (added) {
          inOrder.add(new Key(key, element));
        }
        return added;
      }
      hashed = null;
    }
    return addToTree(new Key(key, element));
  }

  private static @Nullable Object plain(Value key) {
    if (key instanceof NixString s) {
      return s.value();
    }
    return key instanceof NixInt i ? Long.valueOf(i.value()) : null;
  }

  private boolean addToTree(Key key) {
    TreeSet<Key> t = tree;
    if (t == null) {
      t = new TreeSet<>(this::compare);
      tree = t;
      for (Key earlier : inOrder) {
        t.add(earlier);
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
