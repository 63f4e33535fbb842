package dev.kix.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree with everything that is not printed: for each node its kind, the position Nix reports, its
 * text, and what else positions and comments hang on.
 */
final class TreeDump implements Expr.Visitor<Void> {
  private final SourceFile source;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private TreeDump(SourceFile source) {
    this.source = source;
  }

  static String dump(SourceFile source, Expr e) {
    TreeDump dump = new TreeDump(source);
    e.accept(dump);
    return dump.out.toString();
  }

  private String at(int offset) {
    return source.line(offset) + ":" + source.column(offset);
  }

  private TreeDump line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
    return this;
  }

  private void node(Expr e, String more) {
    String text = source.text().substring(e.start(), e.end()).replaceAll("\\s+", " ");
    if (text.length() > 50) {
      text = text.substring(0, 24) + " … " + text.substring(text.length() - 23);
    }
    line(
        e.getClass().getSimpleName()
            + " "
            + at(e.pos())
            + (more.isEmpty() ? "" : " " + more)
            + "  ‹"
            + text
            + "›");
  }

  private @Nullable Void children(Expr... children) {
    depth++;
    for (Expr child : children) {
      child.accept(this);
    }
    depth--;
    return null;
  }

  private static String doc(@Nullable String doc) {
    return doc == null ? "" : " doc " + doc.replaceAll("\\s+", " ");
  }

  private String path(List<AttrName> path) {
    StringBuilder text = new StringBuilder();
    for (AttrName name : path) {
      text.append(text.isEmpty() ? "" : " ")
          .append(name.name() != null ? name.name() : "${}")
          .append('@')
          .append(at(name.pos()));
    }
    return text.toString();
  }

  private void names(List<AttrName> path) {
    for (AttrName name : path) {
      if (name.expr() != null) {
        children(name.expr());
      }
    }
  }

  private void bindings(Bindings bindings) {
    depth++;
    for (Binding b : bindings.fixed()) {
      line(b.name() + " " + at(b.pos()) + " " + b.kind() + doc(b.doc()));
      if (b.kind() == Binding.Kind.INHERITED_FROM) {
        depth++;
        line("from #" + b.fromIndex() + ", select at " + at(b.value().pos()));
        depth--;
      } else {
        children(b.value());
      }
    }
    for (DynamicBinding b : bindings.dynamic()) {
      line("${} " + at(b.pos()));
      children(b.name(), b.value());
    }
    for (Expr from : bindings.inheritFrom()) {
      line("from");
      children(from);
    }
    depth--;
  }

  private @Nullable Void leaf(Expr e, String more) {
    node(e, more);
    return null;
  }

  @Override
  public @Nullable Void visitInt(Expr.Int e) {
    return leaf(e, "");
  }

  @Override
  public @Nullable Void visitFloat(Expr.Float e) {
    return leaf(e, "");
  }

  @Override
  public @Nullable Void visitString(Expr.Str e) {
    return leaf(e, "");
  }

  @Override
  public @Nullable Void visitInterpolation(Expr.Interpolation e) {
    StringBuilder positions = new StringBuilder(e.isPath() ? "path, parts" : "parts");
    for (int i = 0; i < e.parts().size(); i++) {
      positions.append(' ').append(at(e.partPos(i)));
    }
    node(e, positions.toString());
    return children(e.parts().toArray(new Expr[0]));
  }

  @Override
  public @Nullable Void visitPath(Expr.Path e) {
    return leaf(e, e.home() ? "~" + e.value() : e.value());
  }

  @Override
  public @Nullable Void visitSearchPath(Expr.SearchPath e) {
    return leaf(e, e.name());
  }

  @Override
  public @Nullable Void visitVar(Expr.Var e) {
    return leaf(e, "");
  }

  @Override
  public @Nullable Void visitCurPos(Expr.CurPos e) {
    return leaf(e, "");
  }

  @Override
  public @Nullable Void visitSelect(Expr.Select e) {
    node(e, path(e.path()));
    children(e.target());
    names(e.path());
    return e.fallback() == null ? null : children(e.fallback());
  }

  @Override
  public @Nullable Void visitHasAttr(Expr.HasAttr e) {
    node(e, path(e.path()));
    children(e.target());
    names(e.path());
    return null;
  }

  @Override
  public @Nullable Void visitAttrSet(Expr.AttrSet e) {
    node(e, e.recursive() ? "rec" : "");
    bindings(e.bindings());
    return null;
  }

  @Override
  public @Nullable Void visitList(Expr.ListExpr e) {
    node(e, "");
    return children(e.elements().toArray(new Expr[0]));
  }

  @Override
  public @Nullable Void visitLambda(Expr.Lambda e) {
    node(
        e,
        "named "
            + e.name()
            + (e.arg() == null ? "" : ", " + e.arg() + "@" + at(e.argPos()))
            + (e.ellipsis() ? ", ..." : "")
            + doc(e.doc()));
    if (e.formals() != null) {
      depth++;
      for (Expr.Formal f : e.formals()) {
        line(f.name() + " " + at(f.pos()) + doc(f.doc()));
        if (f.defaultValue() != null) {
          children(f.defaultValue());
        }
      }
      depth--;
    }
    return children(e.body());
  }

  @Override
  public @Nullable Void visitCall(Expr.Call e) {
    node(e, "");
    children(e.function());
    return children(e.arguments().toArray(new Expr[0]));
  }

  @Override
  public @Nullable Void visitLet(Expr.Let e) {
    node(e, "");
    bindings(e.bindings());
    return children(e.body());
  }

  @Override
  public @Nullable Void visitWith(Expr.With e) {
    node(e, "");
    return children(e.scope(), e.body());
  }

  @Override
  public @Nullable Void visitIf(Expr.If e) {
    node(e, "");
    return children(e.condition(), e.thenBranch(), e.elseBranch());
  }

  @Override
  public @Nullable Void visitAssert(Expr.Assert e) {
    node(e, "");
    return children(e.condition(), e.body());
  }

  @Override
  public @Nullable Void visitUnary(Expr.Unary e) {
    node(e, e.op().toString());
    return children(e.operand());
  }

  @Override
  public @Nullable Void visitBinary(Expr.Binary e) {
    node(e, e.op() + ", operands " + at(e.leftPos()) + " " + at(e.rightPos()));
    return children(e.left(), e.right());
  }
}
