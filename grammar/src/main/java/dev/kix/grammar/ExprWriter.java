package dev.kix.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Writes expressions as {@link Printer} promises. */
class ExprWriter implements Expr.Visitor<StringBuilder> {
  private static final Comparator<Binding> BY_NAME =
      new Comparator<>() {
        @Override
        public int compare(Binding a, Binding b) {
          return a.name().compareTo(b.name());
        }
      };

  private static final Comparator<Expr.Formal> FORMAL_BY_NAME =
      new Comparator<>() {
        @Override
        public int compare(Expr.Formal a, Expr.Formal b) {
          return a.name().compareTo(b.name());
        }
      };

  final StringBuilder out;
  private final String home;

  ExprWriter(StringBuilder out, String home) {
    this.out = out;
    this.home = home;
  }

  final void write(Expr e) {
    e.accept(this);
  }

  @Override
  public StringBuilder visitInt(Expr.Int e) {
    return out.append(e.value());
  }

  @Override
  public StringBuilder visitFloat(Expr.Float e) {
    return out.append(FloatText.sixDigits(e.value()));
  }

  @Override
  public StringBuilder visitString(Expr.Str e) {
    Identifiers.quote(e.value(), out);
    return out;
  }

  @Override
  public StringBuilder visitInterpolation(Expr.Interpolation e) {
    out.append('(');
    List<Expr> parts = e.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        out.append(" + ");
      }
      write(parts.get(i));
    }
    return out.append(')');
  }

  @Override
  public StringBuilder visitPath(Expr.Path e) {
    if (e.home()) {
      out.append(home);
    }
    return out.append(e.value());
  }

  @Override
  public StringBuilder visitVar(Expr.Var e) {
    return out.append(Identifiers.show(e.name()));
  }

  @Override
  public StringBuilder visitCurPos(Expr.CurPos e) {
    return out.append("__curPos");
  }

  @Override
  public StringBuilder visitSelect(Expr.Select e) {
    out.append('(');
    write(e.target());
    out.append(").");
    attrPath(e.path());
    Expr fallback = e.fallback();
    if (fallback != null) {
      out.append(" or (");
      write(fallback);
      out.append(')');
    }
    return out;
  }

  @Override
  public StringBuilder visitHasAttr(Expr.HasAttr e) {
    out.append("((");
    write(e.target());
    out.append(") ? ");
    attrPath(e.path());
    return out.append(')');
  }

  private void attrPath(List<AttrName> path) {
    for (int i = 0; i < path.size(); i++) {
      if (i > 0) {
        out.append('.');
      }
      attrName(path.get(i));
    }
  }

  final void attrName(AttrName name) {
    String fixed = name.name();
    Expr expr = name.expr();
    if (fixed != null) {
      out.append(Identifiers.show(fixed));
    } else if (expr != null) {
      out.append("\"${");
      write(expr);
      out.append("}\"");
    }
  }

  @Override
  public StringBuilder visitAttrSet(Expr.AttrSet e) {
    out.append(e.recursive() ? "rec { " : "{ ");
    bindings(e.bindings());
    return out.append('}');
  }

  void bindings(Bindings bindings) {
    Binding[] sorted = bindings.fixed().toArray(new Binding[0]);
    Arrays.sort(sorted, BY_NAME);
    boolean inherits = false;
    for (Binding b : sorted) {
      if (b.kind() == Binding.Kind.INHERITED) {
        out.append(inherits ? " " : "inherit ").append(Identifiers.show(b.name()));
        inherits = true;
      }
    }
    if (inherits) {
      out.append("; ");
    }
    inheritsFrom(bindings, sorted);
    for (Binding b : sorted) {
      if (b.kind() == Binding.Kind.PLAIN) {
        out.append(Identifiers.show(b.name())).append(" = ");
        write(b.value());
        out.append("; ");
      }
    }
    for (DynamicBinding b : bindings.dynamic()) {
      out.append("\"${");
      write(b.name());
      out.append("}\" = ");
      write(b.value());
      out.append("; ");
    }
  }

  private void inheritsFrom(Bindings bindings, Binding[] sorted) {
    int sources = bindings.inheritFrom().size();
    if (sources == 0) {
      return;
    }
    List<List<Binding>> bySource = new ArrayList<>(sources);
    for (int i = 0; i < sources; i++) {
      bySource.add(new ArrayList<>());
    }
    for (Binding b : sorted) {
      if (b.kind() == Binding.Kind.INHERITED_FROM) {
        bySource.get(b.fromIndex()).add(b);
      }
    }
    for (int i = 0; i < sources; i++) {
      if (bySource.get(i).isEmpty()) {
        continue;
      }
      out.append("inherit (");
      write(bindings.inheritFrom().get(i));
      out.append(')');
      for (Binding b : bySource.get(i)) {
        out.append(' ').append(Identifiers.show(b.name()));
      }
      out.append("; ");
    }
  }

  @Override
  public StringBuilder visitList(Expr.ListExpr e) {
    out.append("[ ");
    for (Expr element : e.elements()) {
      out.append('(');
      write(element);
      out.append(") ");
    }
    return out.append(']');
  }

  @Override
  public StringBuilder visitLambda(Expr.Lambda e) {
    out.append('(');
    List<Expr.Formal> formals = e.formals();
    String arg = e.arg();
    if (formals != null) {
      formals(formals, e.ellipsis());
      if (arg != null) {
        out.append(" @ ");
      }
    }
    if (arg != null) {
      out.append(Identifiers.show(arg));
    }
    out.append(": ");
    write(e.body());
    return out.append(')');
  }

  private void formals(List<Expr.Formal> formals, boolean ellipsis) {
    Expr.Formal[] sorted = formals.toArray(new Expr.Formal[0]);
    Arrays.sort(sorted, FORMAL_BY_NAME);
    out.append("{ ");
    String separator = "";
    for (Expr.Formal f : sorted) {
      out.append(separator).append(Identifiers.show(f.name()));
      separator = ", ";
      Expr defaultValue = f.defaultValue();
      if (defaultValue != null) {
        out.append(" ? ");
        write(defaultValue);
      }
    }
    if (ellipsis) {
      out.append(separator).append("...");
    }
    out.append(" }");
  }

  @Override
  public StringBuilder visitLet(Expr.Let e) {
    out.append("(let ");
    bindings(e.bindings());
    out.append("in ");
    write(e.body());
    return out.append(')');
  }

  @Override
  public StringBuilder visitWith(Expr.With e) {
    out.append("(with ");
    write(e.scope());
    out.append("; ");
    write(e.body());
    return out.append(')');
  }

  @Override
  public StringBuilder visitIf(Expr.If e) {
    out.append("(if ");
    write(e.condition());
    out.append(" then ");
    write(e.thenBranch());
    out.append(" else ");
    write(e.elseBranch());
    return out.append(')');
  }

  @Override
  public StringBuilder visitAssert(Expr.Assert e) {
    out.append("assert ");
    write(e.condition());
    out.append("; ");
    write(e.body());
    return out;
  }

  // What Nix represents as a call: applying it to more is one call with more arguments.

  @Override
  public StringBuilder visitCall(Expr.Call e) {
    openCall(e);
    return out.append(')');
  }

  @Override
  public StringBuilder visitSearchPath(Expr.SearchPath e) {
    openCall(e);
    return out.append(')');
  }

  @Override
  public StringBuilder visitUnary(Expr.Unary e) {
    if (e.op() == UnaryOp.NEGATE) {
      openCall(e);
    } else {
      out.append("(! ");
      write(e.operand());
    }
    return out.append(')');
  }

  @Override
  public StringBuilder visitBinary(Expr.Binary e) {
    switch (e.op()) {
      case LEQ -> apply("(! (__lessThan ", e.right(), e.left()).append(')');
      case GEQ -> apply("(! (__lessThan ", e.left(), e.right()).append(')');
      default -> {
        if (!isCall(e.op())) {
          out.append('(');
          write(e.left());
          out.append(' ').append(e.op().token()).append(' ');
          write(e.right());
        } else {
          openCall(e);
        }
      }
    }
    return out.append(')');
  }

  private StringBuilder apply(String opening, Expr a, Expr b) {
    out.append(opening);
    write(a);
    out.append(' ');
    write(b);
    return out;
  }

  private static boolean isCall(BinaryOp op) {
    return switch (op) {
      case LT, GT, SUB, MUL, DIV, PIPE_TO, PIPE_FROM -> true;
      default -> false;
    };
  }

  /** Writes a call without its closing parenthesis; anything else as the function of one. */
  private void openCall(Expr e) {
    if (e instanceof Expr.Call call) {
      if (isOrApplied(call)) {
        out.append('(');
        write(call.function());
      } else {
        openCall(call.function());
      }
      for (Expr argument : call.arguments()) {
        out.append(' ');
        write(argument);
      }
    } else if (e instanceof Expr.SearchPath path) {
      out.append("(__findFile __nixPath ");
      Identifiers.quote(path.name(), out);
    } else if (e instanceof Expr.Unary unary && unary.op() == UnaryOp.NEGATE) {
      out.append("(__sub 0 ");
      write(unary.operand());
    } else if (e instanceof Expr.Binary binary && isCall(binary.op())) {
      openOperator(binary);
    } else {
      out.append('(');
      write(e);
    }
  }

  /** {@code f or}: Nix makes a call of its own of it even when {@code f} is a call. */
  private static boolean isOrApplied(Expr.Call call) {
    return call.arguments().get(0) instanceof Expr.Var v && v.name().equals("or");
  }

  private void openOperator(Expr.Binary e) {
    switch (e.op()) {
      case LT -> apply("(__lessThan ", e.left(), e.right());
      case GT -> apply("(__lessThan ", e.right(), e.left());
      case SUB -> apply("(__sub ", e.left(), e.right());
      case MUL -> apply("(__mul ", e.left(), e.right());
      case DIV -> apply("(__div ", e.left(), e.right());
      case PIPE_FROM -> {
        openCall(e.left());
        out.append(' ');
        write(e.right());
      }
      case PIPE_TO -> {
        openCall(e.right());
        out.append(' ');
        write(e.left());
      }
      default -> throw new AssertionError(e.op());
    }
  }
}
