package dev.kix.modulesystem;

import dev.kix.grammar.Expr;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code functionArgs}, remembered by the text of the function: a submodule's function is called
 * once for every value of the option. Of fixed size. Belongs to one evaluation thread.
 */
final class FormalArguments {
  private static final int SIZE = 64;

  private final Expr.@Nullable Lambda[] lambdas = new Expr.@Nullable Lambda[SIZE];
  private final @Nullable NixAttrs[] formals = new @Nullable NixAttrs[SIZE];

  /** The names of the arguments of {@code f}, in a set without layers. */
  NixAttrs of(EvalState state, Value f) {
    if (!(f instanceof Closure c)) {
      return Nix.functionArgs(state, f).flatten();
    }
    Expr.Lambda lambda = c.lambda();
    int h = System.identityHashCode(lambda);
    int slot = (h ^ (h >>> 11)) & (SIZE - 1);
    NixAttrs known = formals[slot];
    if (known != null && lambdas[slot] == lambda) {
      return known;
    }
    NixAttrs fresh = Nix.functionArgs(state, f).flatten();
    lambdas[slot] = lambda;
    formals[slot] = fresh;
    return fresh;
  }
}
