package dev.kix.modulesystem;

import dev.kix.grammar.BinaryOp;
import dev.kix.grammar.Expr;
import dev.kix.grammar.UnaryOp;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentence of a failed check off the source of the check: {@code v: v >= 0} says {@code
 * value must be >= 0}. Comparisons, {@code elem}, {@code match}, prefixes and lengths are
 * understood, joined by {@code &&} and {@code ||}; what is compared with is quoted as it is
 * written.
 */
final class CheckSentence {
  /** The sentence for a function that is not a simple comparison. */
  static final String UNREADABLE = "value is not accepted";

  private static final int LONGEST = 120;

  private final String source;
  private final String variable;

  private CheckSentence(String source, String variable) {
    this.source = source;
    this.variable = variable;
  }

  /** The sentence, or {@link #UNREADABLE}. */
  static String of(Value check) {
    if (!(check instanceof Closure closure)) {
      return UNREADABLE;
    }
    Expr.Lambda lambda = closure.lambda();
    String variable = lambda.arg();
    if (variable == null || lambda.formals() != null) {
      return UNREADABLE;
    }
    String predicate =
        new CheckSentence(closure.position().source().text(), variable).predicate(lambda.body());
    return predicate == null || predicate.length() > LONGEST ? UNREADABLE : "value " + predicate;
  }

  /** What the value must be or do, or null where the expression is not understood. */
  private @Nullable String predicate(Expr e) {
    if (e instanceof Expr.Binary b) {
      return switch (b.op()) {
        case AND -> joined(b, " and ");
        case OR -> joined(b, " or ");
        case EQ, NEQ, LT, LEQ, GT, GEQ -> comparison(b);
        default -> null;
      };
    }
    if (e instanceof Expr.Unary u && u.op() == UnaryOp.NOT) {
      String inner = predicate(u.operand());
      return inner == null || !inner.startsWith("must ") || inner.contains(" must ")
          ? null
          : inner.contains(" and ") || inner.contains(" or ")
              ? null
              : "must not " + inner.substring("must ".length());
    }
    if (e instanceof Expr.Call c) {
      return call(c);
    }
    return null;
  }

  private @Nullable String joined(Expr.Binary b, String word) {
    String left = predicate(b.left());
    String right = predicate(b.right());
    if (left == null || right == null) {
      return null;
    }
    String shared = "must be ";
    return left
        + word
        + (left.startsWith(shared) && right.startsWith(shared)
            ? right.substring(shared.length())
            : right);
  }

  private @Nullable String comparison(Expr.Binary b) {
    if (isSubject(b.left())) {
      return compared("must be ", b.op(), b.right());
    }
    if (isSubject(b.right())) {
      return compared("must be ", mirrored(b.op()), b.left());
    }
    if (b.left() instanceof Expr.Call c && isLengthOfSubject(c)) {
      return compared("must have length ", b.op(), b.right());
    }
    if (b.left() instanceof Expr.Call c
        && b.op() == BinaryOp.NEQ
        && isCallOn(c, "match")
        && text(b.right()).equals("null")) {
      return "must match " + text(c.arguments().get(0));
    }
    return null;
  }

  private String compared(String start, BinaryOp op, Expr other) {
    String with = text(other);
    if (op == BinaryOp.EQ) {
      return start + with;
    }
    if (op == BinaryOp.NEQ) {
      return with.equals("\"\"") || with.replace(" ", "").matches("\\[\\]|\\{\\}")
          ? "must not be empty"
          : start.replace("must", "must not") + with;
    }
    return start + op.token() + " " + with;
  }

  private static BinaryOp mirrored(BinaryOp op) {
    return switch (op) {
      case LT -> BinaryOp.GT;
      case GT -> BinaryOp.LT;
      case LEQ -> BinaryOp.GEQ;
      case GEQ -> BinaryOp.LEQ;
      default -> op;
    };
  }

  private @Nullable String call(Expr.Call c) {
    List<Expr> arguments = c.arguments();
    if (arguments.size() != 2) {
      return null;
    }
    String function = functionName(c.function());
    if (function.equals("elem") && isSubject(arguments.get(0))) {
      return "must be one of " + choices(arguments.get(1));
    }
    if (!isSubject(arguments.get(1))) {
      return null;
    }
    String with = text(arguments.get(0));
    return switch (function) {
      case "hasPrefix" -> "must start with " + with;
      case "hasSuffix" -> "must end with " + with;
      case "hasInfix" -> "must contain " + with;
      default -> null;
    };
  }

  private String choices(Expr list) {
    if (!(list instanceof Expr.ListExpr l)) {
      return text(list);
    }
    List<String> shown = new ArrayList<>();
    for (Expr e : l.elements()) {
      shown.add(text(e));
    }
    return String.join(", ", shown);
  }

  private boolean isLengthOfSubject(Expr.Call c) {
    String function = functionName(c.function());
    return c.arguments().size() == 1
        && isSubject(c.arguments().get(0))
        && (function.equals("stringLength") || function.equals("length"));
  }

  private boolean isCallOn(Expr.Call c, String function) {
    return c.arguments().size() == 2
        && isSubject(c.arguments().get(1))
        && functionName(c.function()).equals(function);
  }

  /** The last part of {@code elem}, {@code lib.elem}, {@code lib.lists.elem}. */
  private String functionName(Expr function) {
    if (!(function instanceof Expr.Var || function instanceof Expr.Select)) {
      return "";
    }
    String name = text(function);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private boolean isSubject(Expr e) {
    return e instanceof Expr.Var v && v.name().equals(variable);
  }

  private String text(Expr e) {
    return source.substring(e.start(), e.end()).replaceAll("\\s+", " ").trim();
  }
}
