package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A value that Java computes when it is first wanted: once, with a black hole against recursion and
 * with the failure remembered, as a thunk of the language behaves.
 */
abstract class Deferred extends Lazy {
  private static final Object RUNNING = new Object();

  private @Nullable Object outcome;

  /** Computes the value; called at most once unless it is cancelled or hits a limit. */
  abstract Value compute();

  @Override
  public final Value force() {
    return outcome instanceof Value v ? v : evaluate();
  }

  @Override
  public final @Nullable Value valueIfForced() {
    return outcome instanceof Value v ? v : null;
  }

  @Override
  public final boolean isRunning() {
    return outcome == RUNNING;
  }

  private Value evaluate() {
    Object o = outcome;
    if (o == RUNNING) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    if (o instanceof EvalException.Snapshot s) {
      throw s.toException();
    }
    outcome = RUNNING;
    try {
      Value v = compute();
      outcome = v;
      return v;
    } catch (EvalException e) {
      outcome = Memo.isTransient(e) ? null : e.snapshot();
      throw e;
    } catch (Throwable t) {
      outcome = null;
      throw t;
    }
  }
}
