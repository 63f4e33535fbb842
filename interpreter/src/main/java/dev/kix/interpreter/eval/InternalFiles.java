package dev.kix.interpreter.eval;

import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Bytes;

/** Nix text that is part of the evaluator. */
public final class InternalFiles {
  /** Where the function {@code derivation} is written. */
  public static final Origin DERIVATION =
      Origin.file(
          "/derivation-internal.nix", Bytes.encode("«nix-internal»/derivation-internal.nix"));

  private InternalFiles() {}

  /**
   * Whether traces name {@code p} as the place where an attribute is defined. That of what {@code
   * derivation} returns helps nobody, and Nix leaves it out.
   */
  static boolean isWorthNaming(Position p) {
    return p.source().origin() != DERIVATION;
  }
}
