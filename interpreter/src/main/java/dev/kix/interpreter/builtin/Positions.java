package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.value.Bytes;
import org.jspecify.annotations.Nullable;

/** Positions inside messages. */
final class Positions {
  private static final String NONE = Bytes.encode("«none»:0");

  private Positions() {}

  /** {@code /x.nix:1:2} as Nix prints it, one char per byte. */
  static String describe(@Nullable Position position) {
    return position == null ? NONE : DiagnosticRenderer.describe(position);
  }
}
