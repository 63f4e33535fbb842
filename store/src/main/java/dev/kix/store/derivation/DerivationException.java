package dev.kix.store.derivation;

import dev.kix.store.StoreException;

/** A derivation that cannot be: text in no known format, or parts that contradict each other. */
public final class DerivationException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  public DerivationException(String message) {
    super(message);
    this.problem = message;
  }

  /**
   * Text that cannot be read.
   *
   * @param at how many bytes of it were read
   */
  DerivationException(String problem, int at) {
    super(problem + " (at byte " + at + ")");
    this.problem = problem;
  }

  /** What is wrong, in Nix's words alone. */
  public String problem() {
    return problem;
  }
}
