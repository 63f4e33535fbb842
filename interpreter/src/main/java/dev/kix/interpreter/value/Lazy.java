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

  /**
   * The value, if it is known and nobody can tell whether it or this promise is held somewhere, so
   * that the holder may let go of the promise; else null. Evaluates nothing.
   */
  public @Nullable Value settled() {
    return null;
  }

  /**
   * {@code value}, or null if it tells where it is held. Only numbers without fraction, strings,
   * paths, Booleans and null do not: comparisons go by cells first (which for sets and floats may
   * decide), printers tell lists apart by their cells, and functions are shown as promises until
   * somebody has looked at them, all as in Nix.
   */
  protected static @Nullable Value unlessHeld(@Nullable Value value) {
    return value instanceof NixInt
            || value instanceof NixString
            || value instanceof NixBool
            || value instanceof NixPath
            || value instanceof NixNull
        ? value
        : null;
  }
}
