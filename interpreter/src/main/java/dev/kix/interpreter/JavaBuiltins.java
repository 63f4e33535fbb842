package dev.kix.interpreter;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.BuiltinDispatcher;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Builtin}s of {@link JavaFunction}s: functions for attribute sets that an embedder
 * hands to Nix.
 */
public final class JavaBuiltins extends BuiltinDispatcher {
  private final JavaFunction function;

  private JavaBuiltins(JavaFunction function) {
    this.function = function;
  }

  /**
   * A builtin that calls {@code function}.
   *
   * @param name as error messages say it, one char per byte
   * @param arity 1 to 3
   */
  public static Builtin of(String name, int arity, JavaFunction function) {
    if (arity < 1 || arity > 3) {
      throw new IllegalArgumentException("a builtin takes 1 to 3 arguments, not " + arity);
    }
    return new Builtin(name, arity, 0, true, new JavaBuiltins(function));
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a) {
    return convert(state, a);
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    return convert(state, a, b);
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
    return convert(state, a, b, c);
  }

  private Value convert(EvalState state, Lazy... args) {
    return Conversions.fromJava(function.call(state, args)).force();
  }
}
