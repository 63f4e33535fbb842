package dev.kix.interpreter.eval;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;

/**
 * An analysed expression with the size of the frame it runs in. Immutable and shared between
 * evaluators.
 */
public final class Code {
  private final Node root;
  private final int slots;
  private final String[] variables;

  Code(Node root, int slots, String[] variables) {
    this.root = root;
    this.slots = slots;
    this.variables = variables;
  }

  /** Evaluates an expression without further variables to weak head normal form. */
  public Value eval(EvalState state) {
    return eval(state, new Lazy[0]);
  }

  /**
   * Evaluates to weak head normal form.
   *
   * @param values one a name that the analysis was told of, in the same order
   */
  public Value eval(EvalState state, Lazy[] values) {
    return root.eval(frame(state, values));
  }

  /** A promise of {@link #eval(EvalState)}. */
  public Lazy delay(EvalState state) {
    return new Thunk(root, frame(state, new Lazy[0]));
  }

  private Env frame(EvalState state, Lazy[] values) {
    if (values.length != variables.length) {
      throw new IllegalArgumentException(
          variables.length + " variables but " + values.length + " values");
    }
    if (values.length == 0) {
      return new Env(null, state, slots);
    }
    Env outer = new Env(null, state, values.length);
    for (int i = 0; i < values.length; i++) {
      outer.set(i, values[i]);
    }
    return new Env(outer, state, slots);
  }
}
