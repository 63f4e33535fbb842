package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Function calls, by number of arguments. */
final class CallNodes {
  private CallNodes() {}

  static Node of(Node function, Node[] args, Position pos) {
    return switch (args.length) {
      case 1 -> new Call1(function, args[0], pos);
      case 2 -> new Call2(function, args[0], args[1], pos);
      case 3 -> new Call3(function, args[0], args[1], args[2], pos);
      default -> new CallMany(function, args, pos);
    };
  }

  /**
   * An argument. One that {@code f} forces at once, and that is a number which takes one operation
   * on known numbers, needs no promise: nobody could tell the difference.
   *
   * @param i which argument of how many
   */
  private static Lazy argument(Node node, Env env, Value f, int i, int n) {
    if (f instanceof Closure c && (c.forced(n) >> i & 1) != 0 && env.state.hasRoom()) {
      Value v = node.ready(env);
      if (v != null) {
        return v;
      }
    } else if (f instanceof Builtin known && known.prefersValues()) {
      Value v = node.ready(env);
      if (v != null) {
        return v;
      }
    }
    return node.delay(env);
  }

  /**
   * {@code map f list} or another call with two arguments, as the last argument of a function that
   * may go through the list once: what is not held by anybody else need not be kept.
   */
  private static final class OnlyUse extends Node {
    private final Call2 call;

    private OnlyUse(Call2 call) {
      this.call = call;
    }

    static @Nullable OnlyUse of(Node argument) {
      return argument instanceof Call2 call ? new OnlyUse(call) : null;
    }

    /** Whether {@code f}, called with {@code n} arguments, goes through the last of them once. */
    static boolean isBy(Value f, int n) {
      if (f instanceof PartialApplication p) {
        return p.function() instanceof Builtin b
            && b.readsListOnce()
            && b.arity() == p.arguments().length + n;
      }
      return f instanceof Builtin b && b.readsListOnce() && b.arity() == n;
    }

    @Override
    public Value eval(Env env) {
      return call.evalForOnlyUse(env);
    }

    @Override
    public Position position() {
      return call.position();
    }
  }

  /** {@code f a}. */
  private static final class Call1 extends Node {
    private final Node function;
    private final Node a;
    private final boolean early;
    private final @Nullable OnlyUse onlyUse;
    private final Position pos;

    Call1(Node function, Node a, Position pos) {
      this.function = function;
      this.a = a;
      this.early = a.canBeReady();
      this.onlyUse = OnlyUse.of(a);
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      Value f = function.eval(env);
      if (onlyUse != null && OnlyUse.isBy(f, 1)) {
        return env.state.call(f, pos, new Thunk(onlyUse, env));
      }
      return env.state.call(f, pos, early ? argument(a, env, f, 0, 1) : a.delay(env));
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code f a b}. */
  private static final class Call2 extends Node {
    private final Node function;
    private final Node a;
    private final Node b;
    private final boolean earlyA;
    private final boolean earlyB;
    private final @Nullable OnlyUse onlyUse;
    private final Position pos;

    /** The elements of the first argument where that is a list written here. */
    private final Node @Nullable [] table;

    Call2(Node function, Node a, Node b, Position pos) {
      this.table = a instanceof LiteralNodes.ListNode list ? list.elements() : null;
      this.function = function;
      this.a = a;
      this.b = b;
      this.earlyA = a.canBeReady();
      this.earlyB = b.canBeReady();
      this.onlyUse = OnlyUse.of(b);
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      return call(function.eval(env), env);
    }

    private Value call(Value f, Env env) {
      if (table != null && f instanceof Builtin known && known.isElemAt()) {
        return known.elementOf(env, pos, table, earlyB ? argument(b, env, f, 1, 2) : b.delay(env));
      }
      Lazy x = earlyA ? argument(a, env, f, 0, 2) : a.delay(env);
      Lazy y;
      if (onlyUse != null && OnlyUse.isBy(f, 2)) {
        y = new Thunk(onlyUse, env);
      } else {
        y = earlyB ? argument(b, env, f, 1, 2) : b.delay(env);
      }
      return env.state.call(f, pos, x, y);
    }

    /** As {@link #eval}; a list that the call makes goes to one reader that nobody else shares. */
    Value evalForOnlyUse(Env env) {
      Value f = function.eval(env);
      Value v = call(f, env);
      if (f instanceof Builtin builtin && builtin.makesList() && v instanceof NixList list) {
        list.readOnce();
      }
      return v;
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** {@code f a b c}. */
  private static final class Call3 extends Node {
    private final Node function;
    private final Node a;
    private final Node b;
    private final Node c;
    private final boolean early;
    private final @Nullable OnlyUse onlyUse;
    private final Position pos;

    Call3(Node function, Node a, Node b, Node c, Position pos) {
      this.function = function;
      this.a = a;
      this.b = b;
      this.c = c;
      this.early = a.canBeReady() || b.canBeReady() || c.canBeReady();
      this.onlyUse = OnlyUse.of(c);
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      Value f = function.eval(env);
      if (onlyUse != null && OnlyUse.isBy(f, 3)) {
        return env.state.call(f, pos, a.delay(env), b.delay(env), new Thunk(onlyUse, env));
      }
      if (!early) {
        return env.state.call(f, pos, a.delay(env), b.delay(env), c.delay(env));
      }
      return env.state.call(
          f, pos, argument(a, env, f, 0, 3), argument(b, env, f, 1, 3), argument(c, env, f, 2, 3));
    }

    @Override
    public Position position() {
      return pos;
    }
  }

  /** A call with more than three arguments. */
  private static final class CallMany extends Node {
    private final Node function;
    private final Node[] args;
    private final Position pos;

    CallMany(Node function, Node[] args, Position pos) {
      this.function = function;
      this.args = args;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      Value f = function.eval(env);
      Lazy[] values = new Lazy[args.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = args[i].delay(env);
      }
      EvalState state = env.state;
      if (f instanceof Callable c && c.arity() == values.length) {
        return c.callExact(state, pos, values);
      }
      for (Lazy value : values) {
        f = state.call(f, pos, value);
      }
      return f;
    }

    @Override
    public Position position() {
      return pos;
    }
  }
}
