package dev.kix.grammar;

/** One attribute whose name is computed. */
public final class DynamicBinding {
  private final Expr name;
  private final int pos;
  private final Expr value;

  public DynamicBinding(Expr name, int pos, Expr value) {
    this.name = name;
    this.pos = pos;
    this.value = value;
  }

  public Expr name() {
    return name;
  }

  public int pos() {
    return pos;
  }

  public Expr value() {
    return value;
  }
}
