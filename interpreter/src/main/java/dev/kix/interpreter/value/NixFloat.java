package dev.kix.interpreter.value;

/** A double-precision float. */
public final class NixFloat extends Value {
  private final double value;

  private NixFloat(double value) {
    this.value = value;
  }

  public static NixFloat of(double value) {
    return new NixFloat(value);
  }

  public double value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.FLOAT;
  }
}
