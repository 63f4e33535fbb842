package dev.kix.interpreter.eval;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import java.util.List;

/**
 * An analysed expression with the size of the frame it runs in. Immutable and shared between
 * evaluators.
 */
public final class Code {
  private final Node root;
  private final int slots;
  private final String[] variables;
  private final List<EvalException.Snapshot> warnings;

  Code(Node root, int slots, String[] variables) {
    this(root, slots, variables, List.of());
  }

  private Code(Node root, int slots, String[] variables, List<EvalException.Snapshot> warnings) {
    this.root = root;
    this.slots = slots;
    this.variables = variables;
    this.warnings = warnings;
  }

  /** The same code, which remembers what the parser warned of. */
  Code warning(List<EvalException.Snapshot> heard) {
    return heard.isEmpty() ? this : new Code(root, slots, variables, List.copyOf(heard));
  }

  /** What the parser warned of. */
  List<EvalException.Snapshot> warnings() {
    return warnings;
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
