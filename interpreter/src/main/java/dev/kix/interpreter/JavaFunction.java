package dev.kix.interpreter;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import org.jspecify.annotations.Nullable;

/**
 * A builtin written by an embedder. Must be safe for use by many threads if interpreters on several
 * threads share it.
 */
@FunctionalInterface
public interface JavaFunction {
  /**
   * Computes the result.
   *
   * @param state for forcing arguments and calling functions: {@code state.forceInt(args[0], null,
   *     "…")}
   * @param args as many as the function was registered with, not evaluated yet
   * @return anything that {@link Conversions#fromJava} accepts: null, Boolean, Number, String,
   *     List, Map, a {@code JsonNode}, or a value
   */
  @Nullable Object call(EvalState state, Lazy[] args);
}
