package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Callable;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function of one argument written in Java that closes over Java objects. */
abstract class NativeFunction extends Callable {
  abstract Value apply(EvalState state, Lazy a);

  @Override
  public final int arity() {
    return 1;
  }

  @Override
  public final Value call(EvalState state, @Nullable Position pos, Lazy a) {
    state.enter(pos);
    Value v = apply(state, a);
    state.leave();
    return v;
  }
}
