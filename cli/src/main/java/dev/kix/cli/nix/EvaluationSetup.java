package dev.kix.cli.nix;

import java.util.List;

/**
 * How to evaluate: what every command that evaluates can be told.
 *
 * @param settings taken over, not copied
 * @param includes {@code -I}: search path entries that come before all others; ordinary text
 * @param args for functions that are called automatically; a later one of a name replaces an
 *     earlier one
 * @param writesStore whether sources and derivations are written to the store, or only their paths
 *     computed
 */
public record EvaluationSetup(
    NixSettings settings, List<String> includes, List<AutoArg> args, boolean writesStore) {
  public EvaluationSetup {
    includes = List.copyOf(includes);
    args = List.copyOf(args);
  }
}
