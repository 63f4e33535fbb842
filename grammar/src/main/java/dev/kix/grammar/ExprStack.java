package dev.kix.grammar;

import java.util.Arrays;
import java.util.List;

/**
 * The parser's operands: expressions with the extent they have in the source, parentheses included
 * (an {@link Expr} itself does not remember its parentheses, but positions count them).
 */
final class ExprStack {
  private static final byte EXPRESSION = 0;
  private static final byte TEXT = 1;
  private static final byte INDENTED_TEXT = 2;

  private Expr[] exprs = new Expr[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private byte[] kinds = new byte[64];
  private int size;

  int size() {
    return size;
  }

  void push(Expr e, int start, int end) {
    if (size == exprs.length) {
      int capacity = size * 2;
      exprs = Arrays.copyOf(exprs, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
    }
    exprs[size] = e;
    starts[size] = start;
    ends[size] = end;
    kinds[size] = EXPRESSION;
    size++;
  }

  /**
   * Pushes text of a string.
   *
   * @param indented whether its indentation counts, as it does for text of an indented string that
   *     is no escape
   */
  void pushText(Expr.Str e, boolean indented) {
    push(e, e.start(), e.end());
    kinds[size - 1] = indented ? INDENTED_TEXT : TEXT;
  }

  boolean isText(int i) {
    return kinds[i] != EXPRESSION;
  }

  boolean isIndentedText(int i) {
    return kinds[i] == INDENTED_TEXT;
  }

  Expr get(int i) {
    return exprs[i];
  }

  int start(int i) {
    return starts[i];
  }

  int end(int i) {
    return ends[i];
  }

  Expr top() {
    return exprs[size - 1];
  }

  int topStart() {
    return starts[size - 1];
  }

  int topEnd() {
    return ends[size - 1];
  }

  /** Changes the extent of the top: it has got parentheses. */
  void widenTop(int start, int end) {
    starts[size - 1] = start;
    ends[size - 1] = end;
  }

  Expr pop() {
    return exprs[--size];
  }

  /** Drops everything from {@code newSize} up. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** Replaces everything from {@code base} up by one expression. */
  void replaceFrom(int base, Expr e, int start, int end) {
    size = base;
    push(e, start, end);
  }

  /** The expressions from {@code base} up, as an immutable list. */
  List<Expr> from(int base) {
    return switch (size - base) {
      case 0 -> List.of();
      case 1 -> List.of(exprs[base]);
      case 2 -> List.of(exprs[base], exprs[base + 1]);
      default -> List.of(Arrays.copyOfRange(exprs, base, size));
    };
  }

  /** The starts of the expressions from {@code base} up. */
  int[] startsFrom(int base) {
    return Arrays.copyOfRange(starts, base, size);
  }
}
