package dev.kix.interpreter.regex;

import java.util.List;

/** A parsed expression. */
sealed interface RegexNode {
  /** Whether it matches the empty string; an assertion counts as if it did. */
  boolean nullable();

  /** One byte out of a set. */
  record Bytes(ByteSet set) implements RegexNode {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** {@code ^} or {@code $}. */
  record Anchor(boolean begin) implements RegexNode {
    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** One after the other; nothing at all if there are none. */
  record Sequence(List<RegexNode> parts, boolean nullable) implements RegexNode {
    static Sequence of(List<RegexNode> parts) {
      boolean nullable = true;
      for (RegexNode part : parts) {
        nullable &= part.nullable();
      }
      return new Sequence(List.copyOf(parts), nullable);
    }
  }

  /** {@code left|right}. */
  record Alternative(RegexNode left, RegexNode right, boolean nullable) implements RegexNode {
    static Alternative of(RegexNode left, RegexNode right) {
      return new Alternative(left, right, left.nullable() || right.nullable());
    }
  }

  /**
   * {@code body{min,max}}.
   *
   * @param max {@link #UNBOUNDED} for no limit
   */
  record Repeat(RegexNode body, int min, int max, boolean nullable) implements RegexNode {
    static final int UNBOUNDED = -1;

    static Repeat of(RegexNode body, int min, int max) {
      return new Repeat(body, min, max, min == 0 || body.nullable());
    }
  }

  /** A group, numbered from 0 by its opening parenthesis. */
  record Group(int number, RegexNode body) implements RegexNode {
    @Override
    public boolean nullable() {
      return body.nullable();
    }
  }
}
