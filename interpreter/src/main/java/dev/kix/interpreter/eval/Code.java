package dev.kix.interpreter.eval;

import dev.kix.interpreter.value.Value;

/**
 * An analysed expression with the size of the frame it runs in. Immutable and shared between
 * evaluators.
 */
public final class Code {
  private final Node root;
  private final int slots;

  Code(Node root, int slots) {
    this.root = root;
    this.slots = slots;
  }

  /** Evaluates the expression to weak head normal form. */
  public Value eval(EvalState state) {
    return root.eval(new Env(null, state, slots));
  }
}
