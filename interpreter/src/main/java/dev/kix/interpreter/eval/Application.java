package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A delayed call made by a builtin: what {@code builtins.map} puts into its result. */
final class Application extends Lazy {
  private static final Object RUNNING = new Object();

  private final EvalState state;
  private @Nullable Object outcome;
  private @Nullable Lazy function;
  private @Nullable Lazy a;
  private @Nullable Lazy b;

  Application(EvalState state, Lazy function, Lazy a, @Nullable Lazy b) {
    this.state = state;
    this.function = function;
    this.a = a;
    this.b = b;
    if (Counters.ON) {
      Counters.thunk();
    }
  }

  @Override
  public Value force() {
    return outcome instanceof Value v ? v : evaluate(null);
  }

  /** Forces; a call that is made now is made from {@code pos}. */
  Value force(@Nullable Position pos) {
    return outcome instanceof Value v ? v : evaluate(pos);
  }

  /** Where the function is written, if that is known without evaluating it. */
  @Nullable Position position() {
    Value f = function == null ? null : function.valueIfForced();
    if (f instanceof Closure c) {
      return c.position();
    }
    return f instanceof PartialApplication p && p.function() instanceof Closure c
        ? c.position(p.arguments().length)
        : null;
  }

  @Override
  public @Nullable Value valueIfForced() {
    return outcome instanceof Value v ? v : null;
  }

  @Override
  public boolean isRunning() {
    return outcome == RUNNING;
  }

  private Value evaluate(@Nullable Position pos) {
    if (outcome instanceof EvalException failure) {
      throw failure.snapshot().toException();
    }
    Lazy callee = function;
    Lazy first = a;
    if (outcome == RUNNING || callee == null || first == null) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    if (Counters.ON) {
      Counters.forced();
    }
    outcome = RUNNING;
    try {
      Value f = callee.force();
      Lazy second = b;
      Value v = second == null ? state.call(f, pos, first) : state.call(f, pos, first, second);
      outcome = v;
      function = null;
      a = null;
      b = null;
      return v;
    } catch (EvalException e) {
      outcome = e.kind().isAboutTheEvaluation() ? null : e;
      throw e;
    } catch (Throwable t) {
      outcome = null;
      throw t;
    }
  }
}
