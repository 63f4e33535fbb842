package dev.kix.interpreter.eval;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A delayed expression: node and environment, then a black hole while it runs, then the value or
 * the failure. 24 bytes. All transitions happen in {@link #evaluate}.
 */
public final class Thunk extends Lazy {
  private @Nullable Value value;
  private @Nullable Node node;
  private @Nullable Env env;

  Thunk(Node node, Env env) {
    this.node = node;
    this.env = env;
    if (Counters.ON) {
      Counters.thunk();
    }
  }

  @Override
  public Value force() {
    Value v = value;
    return v != null ? v : evaluate();
  }

  @Override
  public @Nullable Value valueIfForced() {
    return value;
  }

  @Override
  public @Nullable Value settled() {
    return unlessHeld(value);
  }

  /** Whether evaluating it only puts a set or list together: nothing of it is computed. */
  public boolean isTrivial() {
    Node n = node;
    return n != null && n.isTrivial();
  }

  @Override
  public boolean isRunning() {
    return node == BlackHole.INSTANCE;
  }

  private Value evaluate() {
    Node n = node;
    Env e = env;
    if (n == null) {
      throw new AssertionError("a thunk has neither value nor node");
    }
    if (e == null) {
      // A black hole or a remembered failure: neither looks at its environment.
      throw n instanceof Failure f ? f.rethrow() : infiniteRecursion().withDetail(this);
    }
    if (Counters.ON) {
      Counters.forced();
    }
    node = BlackHole.INSTANCE;
    env = null;
    try {
      Value v = n.eval(e);
      value = v;
      node = null;
      return v;
    } catch (EvalException x) {
      if (x.detail() == this) { // the recursion started here
        x.withDetail(null).duringCustom(null, "entering the infinite recursion");
      }
      if (x.kind().isAboutTheEvaluation()) {
        node = n; // not this thunk's fault: a later evaluation may succeed
        env = e;
      } else {
        node = new Failure(x);
      }
      throw x;
    } catch (Throwable x) {
      node = n;
      env = e;
      throw x;
    }
  }

  private static EvalException infiniteRecursion() {
    return new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
  }

  /** What a thunk holds while it runs. */
  private static final class BlackHole extends Node {
    static final BlackHole INSTANCE = new BlackHole();

    @Override
    public Value eval(Env env) {
      throw infiniteRecursion();
    }
  }

  /**
   * What a thunk holds after it failed: the exception itself, so that a copy thrown later has the
   * frames that were added on the first way out too, as in Nix.
   */
  private static final class Failure extends Node {
    private final EvalException exception;

    Failure(EvalException exception) {
      this.exception = exception;
    }

    EvalException rethrow() {
      return exception.snapshot().toException();
    }

    @Override
    public Value eval(Env env) {
      throw rethrow();
    }
  }
}
