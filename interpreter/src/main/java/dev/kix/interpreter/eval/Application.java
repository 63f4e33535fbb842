package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A delayed call made by a builtin: what {@code builtins.map} puts into its result. 24 bytes, or 32
 * with two arguments: each field serves twice.
 */
class Application extends Lazy {
  private static final Object RUNNING = new Object();
  private static final Object DONE = new Object();

  private final EvalState state;

  /** The function; then {@link #RUNNING}; then {@link #DONE}, or the failure. */
  private Object stage;

  /** The first argument; then the value. Null after a failure. */
  private @Nullable Lazy content;

  Application(EvalState state, Lazy function, Lazy a) {
    this.state = state;
    this.stage = function;
    this.content = a;
    if (Counters.ON) {
      Counters.thunk();
    }
  }

  /** A delayed call with two arguments. */
  static final class OfTwo extends Application {
    private @Nullable Lazy second;

    OfTwo(EvalState state, Lazy function, Lazy a, Lazy b) {
      super(state, function, a);
      this.second = b;
    }

    @Override
    @Nullable Lazy second() {
      return second;
    }

    @Override
    void letGo() {
      second = null;
    }
  }

  /** The second argument, where there is one and the call has not been made. */
  @Nullable Lazy second() {
    return null;
  }

  /** Forgets the second argument. */
  void letGo() {}

  @Override
  public final Value force() {
    return stage == DONE && content instanceof Value v ? v : evaluate(null);
  }

  /** Forces; a call that is made now is made from {@code pos}. */
  final Value force(@Nullable Position pos) {
    return stage == DONE && content instanceof Value v ? v : evaluate(pos);
  }

  /** Where the function is written, if that is known without evaluating it. */
  final @Nullable Position position() {
    Value f = stage instanceof Lazy function ? function.valueIfForced() : null;
    if (f instanceof Closure c) {
      return c.position();
    }
    return f instanceof PartialApplication p && p.function() instanceof Closure c
        ? c.position(p.arguments().length)
        : null;
  }

  @Override
  public final @Nullable Value valueIfForced() {
    return stage == DONE && content instanceof Value v ? v : null;
  }

  @Override
  public final @Nullable Value settled() {
    return unlessHeld(valueIfForced());
  }

  @Override
  public final boolean isRunning() {
    return stage == RUNNING;
  }

  private Value evaluate(@Nullable Position pos) {
    Object before = stage;
    if (before instanceof EvalException failure) {
      throw failure.snapshot().toException();
    }
    Lazy first = content;
    if (!(before instanceof Lazy callee) || first == null) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    if (Counters.ON) {
      Counters.forced();
    }
    stage = RUNNING;
    try {
      Value f = callee.force();
      Lazy second = second();
      Value v = second == null ? state.call(f, pos, first) : state.call(f, pos, first, second);
      content = v;
      stage = DONE;
      letGo();
      return v;
    } catch (EvalException e) {
      stage = e.kind().isAboutTheEvaluation() ? callee : e;
      throw e;
    } catch (Throwable t) {
      stage = callee;
      throw t;
    }
  }
}
