package dev.kix.interpreter.builtin;

import dev.kix.interpreter.eval.EvalState;

/** Experimental features of Nix, which settings turn on. */
final class Features {
  private Features() {}

  /** Refuses to go on unless {@code feature} is on. */
  static void require(EvalState state, String feature) {
    require(state, feature, "");
  }

  /**
   * @param reason what needs the feature, or nothing
   */
  static void require(EvalState state, String feature, String reason) {
    if (!state.services().settings().experimentalFeatures().contains(feature)) {
      throw Errors.eval(
          "experimental Nix feature '"
              + feature
              + "' is disabled"
              + (reason.isEmpty() ? "" : " (" + reason + ")")
              + "; add '--extra-experimental-features "
              + feature
              + "' to enable it");
    }
  }
}
