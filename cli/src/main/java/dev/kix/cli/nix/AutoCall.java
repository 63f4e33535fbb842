package dev.kix.cli.nix;

import dev.kix.grammar.Expr;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.util.List;

/**
 * Calls a function that takes a set pattern with the arguments of {@code --arg} and {@code
 * --argstr}, as Nix does with whatever a file or an attribute turns out to be.
 */
public final class AutoCall {
  private AutoCall() {}

  /** {@code value} itself, or what it returns when it is a function with a set pattern. */
  public static Value apply(EvalState state, NixAttrs args, Lazy value) {
    Value f = state.force(value, null);
    while (f instanceof NixAttrs set && set.get("__functor") instanceof Lazy functor) {
      f = state.call(state.force(functor, null), null, set);
    }
    if (!(f instanceof Closure closure) || closure.arity() < 1) {
      return f;
    }
    Expr.Lambda lambda = closure.lambda();
    List<Expr.Formal> formals = lambda.formals();
    if (formals == null) {
      return f;
    }
    if (lambda.ellipsis()) {
      return state.call(f, null, args);
    }
    AttrsBuilder given = new AttrsBuilder(formals.size());
    for (Expr.Formal formal : formals) {
      Lazy arg = args.get(formal.name());
      if (arg != null) {
        given.put(formal.name(), arg);
      } else if (formal.defaultValue() == null) {
        throw missing(formal.name(), new Position(closure.position().source(), formal.pos()));
      }
    }
    return state.call(f, null, given.build());
  }

  private static EvalException missing(String name, Position pos) {
    return new EvalException(
        ErrorKind.TYPE,
        "cannot evaluate a function that has an argument without a value ('"
            + name
            + "')\n"
            + "Nix attempted to evaluate a function as a top level expression; in\n"
            + "this case it must have its arguments supplied either by default\n"
            + "values, or passed explicitly with '--arg' or '--argstr'. See\n"
            + "https://nix.dev/manual/nix/stable/language/syntax.html#functions.",
        pos);
  }
}
