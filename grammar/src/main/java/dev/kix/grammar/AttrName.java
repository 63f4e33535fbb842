package dev.kix.grammar;

import org.jspecify.annotations.Nullable;

/** One component of an attribute path: a fixed name or an expression. */
public final class AttrName {
  private final int pos;
  private final @Nullable String name;
  private final @Nullable Expr expr;

  private AttrName(int pos, @Nullable String name, @Nullable Expr expr) {
    this.pos = pos;
    this.name = name;
    this.expr = expr;
  }

  /** A name known when parsing: an identifier or a string without interpolation. */
  public static AttrName fixed(int pos, String name) {
    return new AttrName(pos, name, null);
  }

  /** A name computed when evaluating: {@code ${e}} or an interpolated string. */
  public static AttrName dynamic(int pos, Expr expr) {
    return new AttrName(pos, null, expr);
  }

  public int pos() {
    return pos;
  }

  /** The name, or null when it is dynamic. */
  public @Nullable String name() {
    return name;
  }

  /** The expression, or null when the name is fixed. */
  public @Nullable Expr expr() {
    return expr;
  }
}
