package dev.kix.cli.action.flake;

import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.LockOptions;

/**
 * A flake to do something with.
 *
 * @param flake the reference; ordinary text
 */
public record FlakeRequest(EvaluationSetup setup, String flake, LockOptions lock) {
  /** The same, evaluated purely unless the command line says otherwise. */
  FlakeRequest pure() {
    setup.settings().preferPure();
    return this;
  }
}
