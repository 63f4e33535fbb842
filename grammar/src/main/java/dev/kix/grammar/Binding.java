package dev.kix.grammar;

import org.jspecify.annotations.Nullable;

/**
 * One attribute with a fixed name, nested paths already merged: {@code a.b = 1; a.c = 2;} is one
 * binding {@code a} whose value is a set of two.
 */
public final class Binding {
  /** How a binding gets its value. */
  public enum Kind {
    /** {@code a = e}; {@link #value()} is {@code e}. */
    PLAIN,
    /**
     * {@code inherit a}; {@link #value()} is a {@link Expr.Var} to be looked up outside the set.
     */
    INHERITED,
    /**
     * {@code inherit (e) a}; {@link #value()} is a {@link Expr.Select} whose target is {@code e}.
     */
    INHERITED_FROM
  }

  private final String name;
  private final int pos;
  private final Kind kind;
  private final Expr value;
  private final int fromIndex;
  private final @Nullable String doc;

  /**
   * @param fromIndex for {@link Kind#INHERITED_FROM}, the index into {@link
   *     Bindings#inheritFrom()}; else -1
   * @param doc the text of the documentation comment before the attribute, markers included, or
   *     null
   */
  public Binding(String name, int pos, Kind kind, Expr value, int fromIndex, @Nullable String doc) {
    this.name = name;
    this.pos = pos;
    this.kind = kind;
    this.value = value;
    this.fromIndex = fromIndex;
    this.doc = doc;
  }

  public String name() {
    return name;
  }

  public int pos() {
    return pos;
  }

  public Kind kind() {
    return kind;
  }

  public Expr value() {
    return value;
  }

  public int fromIndex() {
    return fromIndex;
  }

  public @Nullable String doc() {
    return doc;
  }
}
