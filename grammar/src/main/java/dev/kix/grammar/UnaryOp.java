package dev.kix.grammar;

/** The operators of one operand. */
public enum UnaryOp {
  /** {@code !e}. */
  NOT,
  /** {@code -e}, which Nix prints as {@code (__sub 0 e)}. */
  NEGATE
}
