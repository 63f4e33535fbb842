package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Variables: one small class for each way to reach a slot. */
final class VariableNodes {
  private VariableNodes() {}

  /** A variable {@code depth} frames up, in slot {@code slot}. */
  static Node local(int depth, int slot, Position pos) {
    if (depth == 0) {
      return switch (slot) {
        case 0 -> new Local0(pos);
        case 1 -> new Local1(pos);
        default -> new LocalRest(slot - 2, pos);
      };
    }
    if (depth == 1) {
      return switch (slot) {
        case 0 -> new Up0(pos);
        case 1 -> new Up1(pos);
        default -> new UpRest(slot - 2, pos);
      };
    }
    return new Outer(depth, slot, pos);
  }

  /** A variable of a frame. */
  abstract static class Variable extends Node {
    final Position pos;

    Variable(Position pos) {
      this.pos = pos;
    }

    abstract @Nullable Lazy lookup(Env env);

    /** Puts the value in the place of its promise, so that the promise need not live on. */
    abstract void settle(Env env, Value value);

    @Override
    public final Value eval(Env env) {
      Lazy lazy = lookup(env);
      return lazy instanceof Value v ? v : force(env, lazy);
    }

    private Value force(Env env, @Nullable Lazy lazy) {
      if (lazy == null) {
        throw new AssertionError("unset slot");
      }
      try {
        Value v = lazy.force();
        if (lazy.settled() != null) {
          settle(env, v);
        }
        return v;
      } catch (EvalException e) {
        throw e.kind() == ErrorKind.INFINITE_RECURSION ? e.atIfUnknown(pos) : e;
      }
    }

    @Override
    public final Lazy delay(Env env) {
      Lazy lazy = lookup(env);
      // A slot of the same let or rec may not be filled yet.
      return lazy != null ? lazy : new Thunk(this, env);
    }

    @Override
    final @Nullable Value ready(Env env) {
      Lazy lazy = lookup(env);
      return lazy == null ? null : lazy.valueIfForced();
    }

    @Override
    public final Position position() {
      return pos;
    }
  }

  private static final class Local0 extends Variable {
    Local0(Position pos) {
      super(pos);
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.s0;
    }

    @Override
    void settle(Env env, Value value) {
      env.s0 = value;
    }

    @Override
    int forcedSlots() {
      return 1;
    }
  }

  private static final class Local1 extends Variable {
    Local1(Position pos) {
      super(pos);
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.s1;
    }

    @Override
    void settle(Env env, Value value) {
      env.s1 = value;
    }

    @Override
    int forcedSlots() {
      return 2;
    }
  }

  private static final class LocalRest extends Variable {
    private final int index;

    LocalRest(int index, Position pos) {
      super(pos);
      this.index = index;
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.rest[index];
    }

    @Override
    void settle(Env env, Value value) {
      env.rest[index] = value;
    }

    @Override
    int forcedSlots() {
      return index < 29 ? 1 << (index + 2) : 0;
    }
  }

  private static final class Up0 extends Variable {
    Up0(Position pos) {
      super(pos);
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.parent().s0;
    }

    @Override
    void settle(Env env, Value value) {
      env.parent().s0 = value;
    }
  }

  private static final class Up1 extends Variable {
    Up1(Position pos) {
      super(pos);
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.parent().s1;
    }

    @Override
    void settle(Env env, Value value) {
      env.parent().s1 = value;
    }
  }

  private static final class UpRest extends Variable {
    private final int index;

    UpRest(int index, Position pos) {
      super(pos);
      this.index = index;
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.parent().rest[index];
    }

    @Override
    void settle(Env env, Value value) {
      env.parent().rest[index] = value;
    }
  }

  private static final class Outer extends Variable {
    private final int depth;
    private final int slot;

    Outer(int depth, int slot, Position pos) {
      super(pos);
      this.depth = depth;
      this.slot = slot;
    }

    @Override
    @Nullable Lazy lookup(Env env) {
      return env.ancestor(depth).get(slot);
    }

    @Override
    void settle(Env env, Value value) {
      env.ancestor(depth).set(slot, value);
    }
  }

  /** A variable of the global scope. */
  static final class Global extends Node {
    private final int index;
    private final Position pos;

    Global(int index, Position pos) {
      this.index = index;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      return env.state.force(env.state.globals().value(index), pos);
    }

    @Override
    public Lazy delay(Env env) {
      return env.state.globals().value(index);
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /**
   * A variable that only an enclosing {@code with} can provide; the innermost one that has it does.
   */
  static final class FromWith extends Node {
    private final String name;
    private final int[] depths;
    private final int[] slots;
    private final Position[] withPositions;
    private final Position pos;

    /** The three arrays run from the innermost {@code with} to the outermost. */
    FromWith(String name, int[] depths, int[] slots, Position[] withPositions, Position pos) {
      this.name = name;
      this.depths = depths;
      this.slots = slots;
      this.withPositions = withPositions;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      for (int i = 0; i < depths.length; i++) {
        Lazy scope = env.ancestor(depths[i]).get(slots[i]);
        if (scope == null) {
          throw new AssertionError("unset slot");
        }
        NixAttrs attrs =
            scope instanceof NixAttrs a
                ? a
                : env.state.forceAttrs(
                    scope,
                    withPositions[i],
                    "while evaluating the first subexpression of a with expression");
        Lazy value = attrs.get(name);
        if (value != null) {
          return env.state.force(value, pos);
        }
      }
      throw new EvalException(
          ErrorKind.UNDEFINED_VARIABLE, "undefined variable '" + name + "'", pos);
    }

    @Override
    public Position position() {
      return pos;
    }
  }
}
