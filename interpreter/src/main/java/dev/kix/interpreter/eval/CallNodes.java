package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;

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

  /** {@code f a}. */
  private static final class Call1 extends Node {
    private final Node function;
    private final Node a;
    private final Position pos;

    Call1(Node function, Node a, Position pos) {
      this.function = function;
      this.a = a;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      return env.state.call(function.eval(env), pos, a.delay(env));
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
    private final Position pos;

    Call2(Node function, Node a, Node b, Position pos) {
      this.function = function;
      this.a = a;
      this.b = b;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      return env.state.call(function.eval(env), pos, a.delay(env), b.delay(env));
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
    private final Position pos;

    Call3(Node function, Node a, Node b, Node c, Position pos) {
      this.function = function;
      this.a = a;
      this.b = b;
      this.c = c;
      this.pos = pos;
    }

    @Override
    public Value eval(Env env) {
      return env.state.call(function.eval(env), pos, a.delay(env), b.delay(env), c.delay(env));
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
