package dev.kix.interpreter.value;

/** {@code true} or {@code false}; compare by identity with {@link #TRUE}. */
public final class NixBool extends Value {
  public static final NixBool TRUE = new NixBool();
  public static final NixBool FALSE = new NixBool();

  private NixBool() {}

  public static NixBool of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean value() {
    return this == TRUE;
  }

  @Override
  public ValueType type() {
    return ValueType.BOOL;
  }
}
