package dev.kix.interpreter.eval;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function that counts as not evaluated before somebody forces it. */
final class DelayedFunction extends Lazy {
  private final Closure function;
  private boolean forced;

  DelayedFunction(Closure function) {
    this.function = function;
  }

  @Override
  public Value force() {
    forced = true;
    return function;
  }

  @Override
  public @Nullable Value valueIfForced() {
    return forced ? function : null;
  }
}
