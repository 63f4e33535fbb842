package dev.kix.cluster;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A promise kept by Java code: run once, its value or failure remembered, recursion reported. */
public final class SuppliedLazy extends Lazy {
  private @Nullable Supplier<? extends Lazy> supplier;
  private @Nullable Value value;
  private EvalException.@Nullable Snapshot failure;
  private boolean running;

  public SuppliedLazy(Supplier<? extends Lazy> supplier) {
    this.supplier = supplier;
  }

  @Override
  public @Nullable Value valueIfForced() {
    return value;
  }

  @Override
  public Value force() {
    Value v = value;
    return v != null ? v : compute();
  }

  private Value compute() {
    if (failure != null) {
      throw failure.toException();
    }
    Supplier<? extends Lazy> s = supplier;
    if (running || s == null) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    running = true;
    try {
      Value v = s.get().force();
      value = v;
      supplier = null;
      return v;
    } catch (EvalException e) {
      if (!e.kind().isAboutTheEvaluation()) {
        failure = e.snapshot();
      }
      throw e;
    } finally {
      running = false;
    }
  }
}
