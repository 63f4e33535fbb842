package dev.kix.store.derivation;

import dev.kix.store.hash.Hash;

/**
 * What a derivation counts as when another one uses it: a hash that does not change with how
 * fixed-output derivations come by their content.
 */
public sealed interface HashModulo {

  /**
   * An input-addressed derivation: one hash for all outputs. Kept in base 16 alone, the form in
   * which every derivation that uses this one prints it.
   */
  record Whole(String base16) implements HashModulo {}

  /** A fixed-output derivation: the hash of its output {@code out}, whatever fetches it. */
  record Fixed(Hash out) implements HashModulo {}

  /** Not known before something has been built. */
  record Unknown() implements HashModulo {}

  /** The one {@link Unknown}. */
  HashModulo UNKNOWN = new Unknown();
}
