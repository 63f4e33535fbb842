package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * An executable expression. Nodes are immutable but for inline caches, hold no evaluation state,
 * and are shared by all evaluators that run the same text.
 */
public abstract class Node {
  /** Evaluates to weak head normal form. */
  public abstract Value eval(Env env);

  /** A promise of {@link #eval}: a thunk, or the value itself where it costs nothing to have it. */
  public Lazy delay(Env env) {
    return new Thunk(this, env);
  }

  /**
   * The slots of the frame, one bit each, that {@link #eval} surely forces, without a call in
   * between: so deep in the call depth as the expression is nested, and before anybody can see that
   * they were not evaluated. Slots from 31 on do not count.
   */
  int forcedSlots() {
    return 0;
  }

  /** Whether {@link #ready} may return something for a node whose {@link #delay} makes a thunk. */
  boolean canBeReady() {
    return false;
  }

  /**
   * The value where it is known already, or is a number that takes one operation on such numbers;
   * null everywhere else. Fails never.
   */
  @Nullable Value ready(Env env) {
    return null;
  }

  /** Whether evaluating it only puts a set or list together. */
  boolean isTrivial() {
    return false;
  }

  /** The position Nix reports for this expression, or null. */
  public @Nullable Position position() {
    return null;
  }
}
