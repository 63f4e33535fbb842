package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Runs builtins by number. The annotation processor generates one with a switch over all
 * {@code @NixBuiltin} methods: no reflection, and no class a builtin to load at start-up.
 */
public abstract class BuiltinDispatcher {
  /**
   * Whether arguments whose values are known are to be passed without promises around them: for
   * builtins that recognise what they are given, and evaluate nothing to do so.
   */
  protected boolean prefersValues() {
    return false;
  }

  /** Runs builtin {@code id}, which has one parameter. */
  public abstract Value call(int id, EvalState state, @Nullable Position pos, Lazy a);

  /** Runs builtin {@code id}, which has two parameters. */
  public abstract Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b);

  /** Runs builtin {@code id}, which has three parameters. */
  public abstract Value call(
      int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c);
}
