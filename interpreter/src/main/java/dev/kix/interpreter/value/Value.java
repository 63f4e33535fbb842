package dev.kix.interpreter.value;

/** A value in weak head normal form: elements of lists and sets may still be lazy. */
public abstract class Value extends Lazy {
  @Override
  public final Value force() {
    return this;
  }

  @Override
  public final Value valueIfForced() {
    return this;
  }

  /** The type of this value. */
  public abstract ValueType type();

  /**
   * This value's type as Nix's messages describe it: {@code a set}, {@code the built-in function
   * 'map'}.
   */
  public String describeType() {
    return type().article();
  }
}
