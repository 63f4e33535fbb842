package dev.kix.store.derivation;

import dev.kix.store.path.StorePath;

/** Where the derivations that another one uses are found: a store, or an evaluator's memory. */
@FunctionalInterface
public interface DerivationResolver {
  /**
   * The derivation at {@code path}.
   *
   * @throws dev.kix.store.StoreException when there is none, or it cannot be read
   */
  Derivation derivation(StorePath path);
}
