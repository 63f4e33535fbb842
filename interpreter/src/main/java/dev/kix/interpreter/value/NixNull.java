package dev.kix.interpreter.value;

/** {@code null}. */
public final class NixNull extends Value {
  public static final NixNull NULL = new NixNull();

  private NixNull() {}

  @Override
  public ValueType type() {
    return ValueType.NULL;
  }
}
