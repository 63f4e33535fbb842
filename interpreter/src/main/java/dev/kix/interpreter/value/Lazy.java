package dev.kix.interpreter.value;

import org.jspecify.annotations.Nullable;

/**
 * A value or a promise of one. An abstract class, not an interface: invokevirtual and a one-word
 * type check.
 *
 * <p>Forcing must happen on the thread that owns the evaluation; see {@code
 * dev.kix.interpreter.Interpreter}.
 */
public abstract class Lazy {
  /**
   * The value in weak head normal form. The first call evaluates, every later one returns the same
   * object or throws the same failure.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException if evaluation fails
   */
  public abstract Value force();

  /** The value if it is known already, else null. Evaluates nothing. */
  public abstract @Nullable Value valueIfForced();

  /**
   * Whether this is being evaluated right now, so that forcing it would be an infinite recursion.
   */
  public boolean isRunning() {
    return false;
  }
}
