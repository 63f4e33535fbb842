package dev.kix.grammar;

import dev.kix.grammar.antlr.NixLexer;
import dev.kix.grammar.antlr.SyntaxRejected;
import dev.kix.grammar.antlr.TokenTable;
import java.util.Arrays;

/**
 * Resolves precedence: an operator waits on this stack until one that binds less tightly, or as
 * tightly and to the left, comes behind its operands. That is what Nix's LALR parser does, prefix
 * operators included: {@code a * !b + c} is {@code a * !(b + c)}.
 */
final class Operators {
  private static final int LEFT = 0;
  private static final int RIGHT = 1;
  private static final int NONE = 2;

  private static final int NEGATE = level(13, NONE);

  private final TokenTable tokens;
  private final ExprStack operands;
  private int[] waiting = new int[32];
  private byte[] levels = new byte[32];
  private int size;

  Operators(TokenTable tokens, ExprStack operands) {
    this.tokens = tokens;
    this.operands = operands;
  }

  private static int level(int precedence, int associativity) {
    return precedence * 4 + associativity;
  }

  private static int levelOf(int kind) {
    return switch (kind) {
      case NixLexer.IMPL -> level(1, RIGHT);
      case NixLexer.OR -> level(2, LEFT);
      case NixLexer.AND -> level(3, LEFT);
      case NixLexer.EQ, NixLexer.NEQ -> level(4, NONE);
      case NixLexer.LT, NixLexer.GT, NixLexer.LEQ, NixLexer.GEQ -> level(5, NONE);
      case NixLexer.UPDATE -> level(6, RIGHT);
      case NixLexer.NOT -> level(7, LEFT);
      case NixLexer.PLUS, NixLexer.MINUS -> level(8, LEFT);
      case NixLexer.STAR, NixLexer.SLASH -> level(9, LEFT);
      case NixLexer.CONCAT -> level(10, RIGHT);
      case NixLexer.QUESTION -> level(11, NONE);
      default -> throw new AssertionError("not an operator: " + kind);
    };
  }

  /** How many operators wait. */
  int size() {
    return size;
  }

  /** {@code !} or {@code -} before an operand. */
  void prefix(int token) {
    push(token, tokens.kind(token) == NixLexer.NOT ? levelOf(NixLexer.NOT) : NEGATE);
  }

  /**
   * An operator behind an operand: applies those that bind tighter, back to the {@code base}
   * outermost. The question mark is not kept, since its right side is no operand.
   *
   * @throws SyntaxRejected for {@code a == b == c} and its like
   */
  void infix(int token, int base) {
    int kind = tokens.kind(token);
    int level = levelOf(kind);
    while (size > base) {
      int top = levels[size - 1];
      if (top >> 2 < level >> 2) {
        break;
      }
      if (top >> 2 == level >> 2) {
        if ((level & 3) == NONE) {
          throw new SyntaxRejected(token);
        }
        if ((level & 3) == RIGHT) {
          break;
        }
      }
      apply();
    }
    if (kind != NixLexer.QUESTION) {
      push(token, level);
    }
  }

  /** Applies all but the {@code base} outermost. */
  void finish(int base) {
    while (size > base) {
      apply();
    }
  }

  private void push(int token, int level) {
    if (size == waiting.length) {
      waiting = Arrays.copyOf(waiting, size * 2);
      levels = Arrays.copyOf(levels, size * 2);
    }
    waiting[size] = token;
    levels[size++] = (byte) level;
  }

  private void apply() {
    int token = waiting[--size];
    int level = levels[size];
    int kind = tokens.kind(token);
    int top = operands.size() - 1;
    int end = operands.topEnd();
    if (level == NEGATE || kind == NixLexer.NOT) {
      UnaryOp op = kind == NixLexer.NOT ? UnaryOp.NOT : UnaryOp.NEGATE;
      int start = tokens.start(token);
      operands.replaceFrom(top, new Expr.Unary(start, end, op, operands.top()), start, end);
      return;
    }
    int start = operands.start(top - 1);
    Expr e =
        new Expr.Binary(
            start,
            end,
            binaryOp(kind),
            tokens.start(token),
            operands.get(top - 1),
            operands.get(top),
            operands.start(top));
    operands.replaceFrom(top - 1, e, start, end);
  }

  private static BinaryOp binaryOp(int kind) {
    return switch (kind) {
      case NixLexer.EQ -> BinaryOp.EQ;
      case NixLexer.NEQ -> BinaryOp.NEQ;
      case NixLexer.LT -> BinaryOp.LT;
      case NixLexer.LEQ -> BinaryOp.LEQ;
      case NixLexer.GT -> BinaryOp.GT;
      case NixLexer.GEQ -> BinaryOp.GEQ;
      case NixLexer.AND -> BinaryOp.AND;
      case NixLexer.OR -> BinaryOp.OR;
      case NixLexer.IMPL -> BinaryOp.IMPL;
      case NixLexer.UPDATE -> BinaryOp.UPDATE;
      case NixLexer.PLUS -> BinaryOp.ADD;
      case NixLexer.MINUS -> BinaryOp.SUB;
      case NixLexer.STAR -> BinaryOp.MUL;
      case NixLexer.SLASH -> BinaryOp.DIV;
      case NixLexer.CONCAT -> BinaryOp.CONCAT;
      default -> throw new AssertionError("not an operator: " + kind);
    };
  }
}
