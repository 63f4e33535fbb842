package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Value;

/**
 * Reads the sentence of a failed check off the source of the check: {@code v: v >= 0} says {@code
 * value must be >= 0}.
 */
final class CheckSentence {
  /** How every sentence starts. */
  static final String SUBJECT = "value ";

  /** The sentence for a function that is not a simple comparison. */
  static final String UNREADABLE = "value is not accepted";

  private CheckSentence() {}

  /** The sentence, or {@link #UNREADABLE}. */
  static String of(EvalState state, Value check) {
    return UNREADABLE;
  }
}
