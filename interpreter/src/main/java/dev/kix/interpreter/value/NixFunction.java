package dev.kix.interpreter.value;

/** Anything that can be called, except a set with {@code __functor}. */
public abstract class NixFunction extends Value {
  @Override
  public final ValueType type() {
    return ValueType.FUNCTION;
  }

  /**
   * What {@code nix eval} prints between guillemets: {@code lambda f @ /x.nix:1:2}, {@code primop
   * map}, {@code partially applied primop map}. One char per byte.
   */
  public String display() {
    return "lambda";
  }

  /**
   * Whether Nix would still hold this as a promise where it is an attribute or element: it delays
   * functions too, until somebody looks at them. Printers that evaluate nothing want to know.
   */
  public boolean isUntouched() {
    return false;
  }

  /**
   * What {@code nix-instantiate --eval} prints: {@code <LAMBDA>}, {@code <PRIMOP>} or {@code
   * <PRIMOP-APP>}.
   */
  public String displayLegacy() {
    return "<LAMBDA>";
  }
}
