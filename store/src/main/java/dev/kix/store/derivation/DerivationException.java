package dev.kix.store.derivation;

import dev.kix.store.StoreException;

/** A derivation that cannot be: text in no known format, or parts that contradict each other. */
public final class DerivationException extends StoreException {
  private static final long serialVersionUID = 1L;

  public DerivationException(String message) {
    super(message);
  }
}
