package dev.kix.interpreter.fetch;

import org.jspecify.annotations.Nullable;

/** Ways to put another branch or commit into an input. */
final class Overrides {
  private Overrides() {}

  /** For inputs that have neither. */
  static Input none(Input input, @Nullable String ref, @Nullable String rev) {
    if (ref != null) {
      throw Input.error(
          "don't know how to set branch/tag name of input '" + input + "' to '" + ref + "'");
    }
    if (rev != null) {
      throw Input.error("don't know how to set revision of input '" + input + "' to '" + rev + "'");
    }
    return input;
  }

  /** Sets each that is given. */
  static Input set(Input input, @Nullable String ref, @Nullable String rev) {
    Input result = rev == null ? input : input.with("rev", rev);
    return ref == null ? result : result.with("ref", ref);
  }
}
