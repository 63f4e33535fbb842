package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.Callable;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function of two arguments written in Java that closes over Java objects. */
abstract class NativeFunction2 extends Callable {
  abstract Value apply(EvalState state, Lazy a, Lazy b);

  @Override
  public final int arity() {
    return 2;
  }

  @Override
  public final Value call(EvalState state, @Nullable Position pos, Lazy a) {
    NativeFunction2 whole = this;
    return new NativeFunction() {
      @Override
      Value apply(EvalState s, Lazy b) {
        return whole.apply(s, a, b);
      }
    };
  }

  @Override
  public final Value call(EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    state.enter(pos);
    Value v = apply(state, a, b);
    state.leave();
    return v;
  }
}
