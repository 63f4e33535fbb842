package dev.kix.interpreter.builtin;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import org.jspecify.annotations.Nullable;

/** Hashes that say what something fetched or copied must be. */
final class Hashes {
  private Hashes() {}

  /**
   * The hash that {@code text} writes; an empty one is all zeros, with a warning, so that people
   * can find out the right one from the error that follows.
   */
  static Hash parseAllowEmpty(EvalState state, String text, @Nullable HashAlgorithm algorithm) {
    if (!text.isEmpty()) {
      return parse(state, text, algorithm);
    }
    if (algorithm == null) {
      throw Errors.eval("empty hash requires explicit hash algorithm");
    }
    Hash zero = Hash.zero(algorithm);
    Warnings.warn(state, "found empty hash, assuming '" + zero.sri() + "'");
    return zero;
  }

  /**
   * The hash that {@code text} writes, in any notation.
   *
   * @param algorithm which it must be; null where {@code text} has to say it
   */
  static Hash parse(EvalState state, String text, @Nullable HashAlgorithm algorithm) {
    int end = text.indexOf(':');
    if (end < 0) {
      end = text.indexOf('-');
    }
    if (end >= 0) {
      HashBuiltins.algorithm(state, text.substring(0, end));
    }
    try {
      return Hash.parseAny(text, algorithm);
    } catch (HashException e) {
      throw Errors.from(e);
    }
  }
}
