package dev.kix.interpreter.eval;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function written in Nix, with the frame it was made in. */
public final class Closure extends Callable {
  private final Lambda code;
  private final Env env;

  /** Only for printers; see {@link #isUntouched}. Threads that race write the same. */
  private boolean touched;

  Closure(Lambda code, Env env) {
    this.code = code;
    this.env = env;
  }

  /** False from the first call on, or since a builtin has looked at it. */
  @Override
  public boolean isUntouched() {
    return !touched;
  }

  void touch() {
    touched = true;
  }

  @Override
  public int arity() {
    return code.arity();
  }

  /**
   * The parameters, one bit each, that a call with {@code n} arguments forces before it does
   * anything else: these need no promise where the value can be had at once.
   */
  int forced(int n) {
    return code.arity() == n ? code.forced() : 0;
  }

  /** The function expression, for {@code functionArgs}, printing and documentation. */
  public Expr.Lambda lambda() {
    return code.exprs[0];
  }

  /** The expression of what remains when {@code n} arguments are given. */
  public Expr.Lambda lambda(int n) {
    return code.exprs[n];
  }

  /** Where the function is written. */
  public Position position() {
    return code.positions[0];
  }

  /** Where what remains after {@code n} arguments is written. */
  public Position position(int n) {
    return code.positions[n];
  }

  @Override
  public String display() {
    return display(0);
  }

  /** What is printed for what remains after {@code n} arguments. */
  String display(int n) {
    String name = lambda(n).name();
    return (name == null ? "lambda @ " : "lambda " + Literals.attributeName(name) + " @ ")
        + DiagnosticRenderer.describe(position(n));
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a) {
    touched = true;
    Lambda c = code;
    if (c.arity() != 1) {
      return new PartialApplication(this, a);
    }
    Env frame = new Env(env, state, c.slots());
    Formals f = c.formals;
    if (f == null) {
      frame.s0 = a;
    } else {
      f.bind(state, frame, pos, a);
    }
    return run(c, frame, state, pos);
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    touched = true;
    Lambda c = code;
    if (c.arity() != 2) {
      return c.arity() == 1 ? super.call(state, pos, a, b) : new PartialApplication(this, a, b);
    }
    Env frame = new Env(env, state, c.slots());
    frame.s0 = a;
    Formals f = c.formals;
    if (f == null) {
      frame.s1 = b;
    } else {
      f.bind(state, frame, pos, b);
    }
    return run(c, frame, state, pos);
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy x) {
    touched = true;
    Lambda c = code;
    if (c.arity() != 3) {
      return c.arity() < 3
          ? super.call(state, pos, a, b, x)
          : new PartialApplication(this, a, b, x);
    }
    Env frame = new Env(env, state, c.slots());
    frame.s0 = a;
    frame.s1 = b;
    Formals f = c.formals;
    if (f == null) {
      frame.rest[0] = x;
    } else {
      f.bind(state, frame, pos, x);
    }
    return run(c, frame, state, pos);
  }

  @Override
  Value callExact(EvalState state, @Nullable Position pos, Lazy[] args) {
    touched = true;
    Lambda c = code;
    Env frame = new Env(env, state, c.slots());
    int last = args.length - 1;
    for (int i = 0; i < last; i++) {
      frame.set(i, args[i]);
    }
    Formals f = c.formals;
    if (f == null) {
      frame.set(last, args[last]);
    } else {
      f.bind(state, frame, pos, args[last]);
    }
    return run(c, frame, state, pos);
  }

  private static Value run(Lambda c, Env frame, EvalState state, @Nullable Position pos) {
    if (Counters.ON) {
      Counters.functionCall();
    }
    state.enter(pos);
    try {
      Value v = c.body().eval(frame);
      state.leave();
      return v;
    } catch (EvalException e) {
      e.duringCall(c.innermost(), c.calling);
      throw pos == null ? e : e.duringCall(pos, "from call site");
    }
  }
}
