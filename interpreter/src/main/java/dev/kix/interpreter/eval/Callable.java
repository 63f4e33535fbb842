package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function that the evaluator knows how to call. */
public abstract class Callable extends NixFunction {
  /** How many arguments it wants before anything happens; at least 1. */
  public abstract int arity();

  /** Calls with one argument. {@code pos} is the call site, or null for a call from Java. */
  public abstract Value call(EvalState state, @Nullable Position pos, Lazy a);

  /** Calls with two arguments, as {@code f a b}. */
  public Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    return state.call(call(state, pos, a), pos, b);
  }

  /** Calls with three arguments, as {@code f a b c}. */
  public Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
    return state.call(call(state, pos, a, b), pos, c);
  }

  /** Calls with exactly {@link #arity()} arguments; for arities above 3. */
  Value callExact(EvalState state, @Nullable Position pos, Lazy[] args) {
    return switch (args.length) {
      case 1 -> call(state, pos, args[0]);
      case 2 -> call(state, pos, args[0], args[1]);
      case 3 -> call(state, pos, args[0], args[1], args[2]);
      default -> throw new AssertionError(args.length);
    };
  }
}
