package dev.kix.interpreter.value;

/** Anything that can be called, except a set with {@code __functor}. */
public abstract class NixFunction extends Value {
  @Override
  public final ValueType type() {
    return ValueType.FUNCTION;
  }
}
