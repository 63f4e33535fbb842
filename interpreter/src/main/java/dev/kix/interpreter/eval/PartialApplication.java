package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A function of several arguments that has got some of them. */
public final class PartialApplication extends Callable {
  private final Callable function;
  private final Lazy[] args;

  PartialApplication(Callable function, Lazy... args) {
    this.function = function;
    this.args = args;
  }

  /** The function, with none of its arguments. */
  public Callable function() {
    return function;
  }

  /** The arguments it has got, not a copy: for reading only. */
  public Lazy[] arguments() {
    return args;
  }

  @Override
  public int arity() {
    return function.arity() - args.length;
  }

  @Override
  public Value call(EvalState state, @Nullable Position pos, Lazy a) {
    Lazy[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = a;
    return all.length == function.arity()
        ? function.callExact(state, pos, all)
        : new PartialApplication(function, all);
  }

  @Override
  Value callExact(EvalState state, @Nullable Position pos, Lazy[] more) {
    Lazy[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return function.callExact(state, pos, all);
  }

  @Override
  public String display() {
    if (function instanceof Closure c) {
      return c.display(args.length);
    }
    return function instanceof Builtin
        ? "partially applied " + function.display()
        : function.display();
  }

  @Override
  public String displayLegacy() {
    return function instanceof Builtin ? "<PRIMOP-APP>" : function.displayLegacy();
  }

  @Override
  public String describeType() {
    return function instanceof Builtin b
        ? "the partially applied built-in function '" + b.name() + "'"
        : super.describeType();
  }
}
