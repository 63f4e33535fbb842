package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a value and everything in it, as {@code builtins.deepSeq} and {@code --strict} do.
 * Values that contain themselves are fine, and what is shared is visited once.
 */
public final class DeepForce {
  /**
   * A list or set with at most this many elements, none of them a list or set, is not remembered:
   * looking at it again costs less than an identity hash, which for most values is never needed.
   */
  private static final int SMALL = 8;

  private final EvalState state;
  private @Nullable Set<Value> seen;

  private DeepForce(EvalState state) {
    this.state = state;
  }

  /**
   * Evaluates {@code lazy} deeply and returns its value.
   *
   * @throws EvalException of the first part that fails, with a frame for each level above it
   */
  public static Value force(EvalState state, Lazy lazy) {
    DeepForce deep = new DeepForce(state);
    Value v = deep.shallow(lazy, true);
    deep.inside(v);
    return v;
  }

  private void inside(Value v) {
    if (v instanceof NixAttrs attrs) {
      state.enter(null);
      attrs(attrs);
      state.leave();
    } else if (v instanceof NixList list) {
      state.enter(null);
      list(list);
      state.leave();
    }
  }

  /**
   * @param first whether this is the first element of its set or list: each element is a level of
   *     the call depth in Nix, but once one has fit, so will its neighbours
   */
  private Value shallow(Lazy lazy, boolean first) {
    if (lazy instanceof Value v) {
      Closure function = v instanceof Closure c ? c : null;
      if (function != null) {
        function.touch();
      }
      if (first) {
        state.enter(function == null ? null : function.position());
        state.leave();
      }
      return v;
    }
    Position pos = lazy instanceof Application call ? call.position() : null;
    state.enter(pos);
    Value v = state.force(lazy, pos);
    state.leave();
    return v;
  }

  private boolean firstVisit(Value v) {
    Set<Value> s = seen;
    if (s == null) {
      s = Collections.newSetFromMap(new IdentityHashMap<>());
      seen = s;
    }
    return s.add(v);
  }

  private void attrs(NixAttrs layered) {
    NixAttrs attrs = layered.flatten();
    int n = attrs.size();
    boolean remembered = n > SMALL;
    if (remembered && !firstVisit(layered)) {
      return;
    }
    int[] order = attrs.shape().evaluationOrder();
    for (int k = 0; k < n; k++) {
      int i = order[k];
      try {
        Value v = shallow(attrs.value(i), k == 0);
        attrs.settle(i);
        if (isContainer(v)) {
          if (!remembered && !firstVisit(layered)) {
            return;
          }
          remembered = true;
          inside(v);
        }
      } catch (EvalException e) {
        throw e.during(
            attrs.position(i),
            "while evaluating the attribute '" + Literals.attributeName(attrs.name(i)) + "'");
      }
    }
  }

  private void list(NixList list) {
    int n = list.size();
    boolean remembered = n > SMALL;
    if (remembered && !firstVisit(list)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      try {
        Value v = shallow(list.get(i), i == 0);
        list.settle(i);
        if (isContainer(v)) {
          if (!remembered && !firstVisit(list)) {
            return;
          }
          remembered = true;
          inside(v);
        }
      } catch (EvalException e) {
        throw e.during(null, "while evaluating list element at index " + i);
      }
    }
  }

  private static boolean isContainer(Value v) {
    return v instanceof NixAttrs || v instanceof NixList;
  }
}
