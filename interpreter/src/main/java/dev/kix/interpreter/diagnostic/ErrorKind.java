package dev.kix.interpreter.diagnostic;

/** The kinds of evaluation errors. */
public enum ErrorKind {
  /** {@code throw}, and what Nix raises the same way, such as a missing search path entry. */
  THROWN(true),
  /** A false {@code assert}. */
  ASSERTION(true),
  /** {@code abort}. */
  ABORT(false),
  /** A value of the wrong type. */
  TYPE(false),
  MISSING_ATTRIBUTE(false),
  UNDEFINED_VARIABLE(false),
  INFINITE_RECURSION(false),
  /** Call depth, stack, time or memory. */
  LIMIT(false),
  /** Something that the permissions of this evaluation do not allow. */
  RESTRICTED(false),
  /** Reading a file or folder failed. */
  IO(false),
  /** Source text is not Nix. */
  PARSE(false),
  /** The evaluation was cancelled from outside. */
  CANCELLED(false),
  /** What Nix takes for a mistake in using it: {@code nix-instantiate} adds where to find help. */
  USAGE(false),
  /** What was fetched has another hash than it should: programs end with Nix's exit code 102. */
  HASH_MISMATCH(false),
  /** Everything else. */
  EVAL(false);

  private final boolean catchable;

  ErrorKind(boolean catchable) {
    this.catchable = catchable;
  }

  /** Whether {@code builtins.tryEval} turns it into {@code { success = false; … }}. */
  public boolean catchable() {
    return catchable;
  }

  /**
   * Whether it says something about this run rather than about the program: a later evaluation may
   * succeed, so the failure must not be remembered or reported as the program's.
   */
  public boolean isAboutTheEvaluation() {
    return this == LIMIT || this == CANCELLED;
  }
}
