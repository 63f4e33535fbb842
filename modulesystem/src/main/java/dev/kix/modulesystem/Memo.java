package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import org.jspecify.annotations.Nullable;

/**
 * A Java object that is computed when it is first wanted: {@link Deferred} for what is not a value
 * of the language.
 *
 * @param <T> what it yields
 */
abstract class Memo<T> {
  private static final Object RUNNING = new Object();

  private @Nullable Object outcome;

  abstract T compute();

  @SuppressWarnings("unchecked") // outcome is RUNNING, a snapshot, or what compute returned
  final T get() {
    Object o = outcome;
    if (o == null) {
      return evaluate();
    }
    if (o == RUNNING) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    if (o instanceof EvalException.Snapshot s) {
      throw s.toException();
    }
    return (T) o;
  }

  /** What it yields if that is known, else null. */
  @SuppressWarnings("unchecked") // outcome is RUNNING, a snapshot, or what compute returned
  final @Nullable T getIfKnown() {
    Object o = outcome;
    return o == RUNNING || o instanceof EvalException.Snapshot ? null : (T) o;
  }

  private T evaluate() {
    outcome = RUNNING;
    try {
      T t = compute();
      outcome = t;
      return t;
    } catch (EvalException e) {
      outcome = isTransient(e) ? null : e.snapshot();
      throw e;
    } catch (Throwable t) {
      outcome = null;
      throw t;
    }
  }

  /** Whether a later attempt may succeed, so that the failure must not be remembered. */
  static boolean isTransient(EvalException e) {
    return e.kind() == ErrorKind.CANCELLED || e.kind() == ErrorKind.LIMIT;
  }
}
