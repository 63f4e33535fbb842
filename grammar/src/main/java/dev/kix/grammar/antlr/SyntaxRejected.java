package dev.kix.grammar.antlr;

/**
 * Leaves the parser at a token that cannot stand where it does. Has no stack trace: it describes
 * the source text.
 */
public final class SyntaxRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int token;

  /**
   * @param token index of the token that was not expected
   */
  public SyntaxRejected(int token) {
    super(null, null, false, false);
    this.token = token;
  }

  /** Index of the token that was not expected. */
  public int token() {
    return token;
  }
}
