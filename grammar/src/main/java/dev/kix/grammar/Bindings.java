package dev.kix.grammar;

import java.util.List;

/** What stands between the braces of a set or between {@code let} and {@code in}. */
public final class Bindings {
  private final List<Binding> fixed;
  private final List<DynamicBinding> dynamic;
  private final List<Expr> inheritFrom;

  /**
   * @param fixed in source order of first mention, names unique
   * @param inheritFrom the expressions of {@code inherit (e)}, each evaluated at most once and
   *     shared
   */
  public Bindings(List<Binding> fixed, List<DynamicBinding> dynamic, List<Expr> inheritFrom) {
    this.fixed = List.copyOf(fixed);
    this.dynamic = List.copyOf(dynamic);
    this.inheritFrom = List.copyOf(inheritFrom);
  }

  public List<Binding> fixed() {
    return fixed;
  }

  public List<DynamicBinding> dynamic() {
    return dynamic;
  }

  public List<Expr> inheritFrom() {
    return inheritFrom;
  }
}
