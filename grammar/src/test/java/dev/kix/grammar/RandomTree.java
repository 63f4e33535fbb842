package dev.kix.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Trees made at random, of everything that is printed so that it can be read back as it was. Left
 * out are: dynamic attribute names and strings of other than two parts, which Nix prints so that
 * more parentheses come on top each time; {@code assert} as an operand, which Nix prints without
 * any; and numbers in exponential notation.
 */
final class RandomTree {
  private static final String[] NAMES = {"a", "b", "foo", "x'", "with-dash", "_u", "or1", "inn"};

  private final Random random;

  private RandomTree(long seed) {
    this.random = new Random(seed);
  }

  static Expr tree(long seed) {
    return new RandomTree(seed).expr(4);
  }

  private int pick(int n) {
    return random.nextInt(n);
  }

  private String name() {
    return NAMES[pick(NAMES.length)];
  }

  /** Where the printer puts nothing around an expression or parentheses. */
  private Expr expr(int depth) {
    if (depth > 0 && pick(15) == 0) {
      return new Expr.Assert(0, 0, operand(depth - 1), expr(depth - 1));
    }
    return operand(depth);
  }

  private Expr operand(int depth) {
    return switch (pick(depth <= 0 ? 6 : 22)) {
      case 0, 1 -> new Expr.Var(0, 0, name());
      case 2 -> new Expr.Int(0, 0, pick(1_000_000));
      case 3 -> new Expr.Float(0, 0, pick(8000) / 8.0);
      case 4 -> new Expr.Str(0, 0, string());
      case 5 -> pick(2) == 0 ? new Expr.Path(0, 0, "/a/b-c", false) : new Expr.CurPos(0, 0);
      case 6 -> new Expr.SearchPath(0, 0, "nix/path");
      case 7 -> interpolation(depth - 1);
      case 8 -> select(depth - 1);
      case 9 -> new Expr.HasAttr(0, 0, operand(depth - 1), path());
      case 10, 11 -> new Expr.AttrSet(0, 0, pick(3) == 0, bindings(depth - 1));
      case 12 -> new Expr.ListExpr(0, 0, operands(pick(4), depth - 1));
      case 13, 14 -> lambda(depth - 1);
      case 15 -> new Expr.Call(0, 0, operand(depth - 1), operands(1 + pick(3), depth - 1));
      case 16 -> new Expr.Let(0, 0, bindings(depth - 1), expr(depth - 1));
      case 17 -> new Expr.With(0, 0, operand(depth - 1), expr(depth - 1));
      case 18 -> new Expr.If(0, 0, operand(depth - 1), operand(depth - 1), expr(depth - 1));
      case 19 -> unary(depth - 1);
      default -> binary(depth - 1);
    };
  }

  private List<Expr> operands(int n, int depth) {
    List<Expr> list = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      list.add(operand(depth));
    }
    return list;
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    for (int i = pick(6); i > 0; i--) {
      out.append(pick(3) == 0 ? "${\\\"\n\r\t'".charAt(pick(8)) : (char) (1 + pick(255)));
    }
    return out.toString();
  }

  private Expr interpolation(int depth) {
    List<Expr> parts = operands(2, depth);
    return new Expr.Interpolation(0, 0, parts, new int[parts.size()], false);
  }

  private Expr select(int depth) {
    Expr fallback = pick(3) == 0 ? operand(depth) : null;
    return new Expr.Select(0, 0, operand(depth), path(), fallback);
  }

  private List<AttrName> path() {
    List<AttrName> path = new ArrayList<>();
    for (int i = pick(3); i >= 0; i--) {
      path.add(AttrName.fixed(0, pick(4) == 0 ? string() : name()));
    }
    return path;
  }

  private Bindings bindings(int depth) {
    List<Binding> fixed = new ArrayList<>();
    List<Expr> from = new ArrayList<>();
    for (int i = 0; i < pick(2); i++) {
      from.add(operand(depth));
    }
    int n = pick(5);
    for (int i = 0; i < n; i++) {
      String name = name() + i;
      switch (pick(from.isEmpty() ? 4 : 5)) {
        case 0 ->
            fixed.add(
                new Binding(name, 0, Binding.Kind.INHERITED, new Expr.Var(0, 0, name), -1, null));
        case 4 ->
            fixed.add(
                new Binding(
                    name,
                    0,
                    Binding.Kind.INHERITED_FROM,
                    new Expr.Select(0, 0, from.get(0), List.of(AttrName.fixed(0, name)), null),
                    0,
                    null));
        default -> fixed.add(new Binding(name, 0, Binding.Kind.PLAIN, expr(depth), -1, null));
      }
    }
    return new Bindings(fixed, List.of(), from);
  }

  private Expr lambda(int depth) {
    String arg = pick(3) == 0 ? null : "arg";
    List<Expr.Formal> formals = arg == null || pick(2) == 0 ? formals(depth) : null;
    boolean ellipsis = formals != null && pick(2) == 0;
    return new Expr.Lambda(0, 0, arg, 0, formals, ellipsis, expr(depth), null, null);
  }

  private List<Expr.Formal> formals(int depth) {
    List<Expr.Formal> formals = new ArrayList<>();
    int n = pick(4);
    for (int i = 0; i < n; i++) {
      @Nullable Expr defaultValue = pick(2) == 0 ? operand(depth) : null;
      formals.add(new Expr.Formal(0, name() + i, defaultValue, null));
    }
    return formals;
  }

  private Expr unary(int depth) {
    UnaryOp[] ops = UnaryOp.values();
    return new Expr.Unary(0, 0, ops[pick(ops.length)], operand(depth));
  }

  private Expr binary(int depth) {
    BinaryOp[] ops = BinaryOp.values();
    return new Expr.Binary(ops[pick(ops.length)], 0, operand(depth), operand(depth));
  }
}
