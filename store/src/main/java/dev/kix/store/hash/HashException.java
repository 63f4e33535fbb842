package dev.kix.store.hash;

import dev.kix.store.StoreException;

/** Text that is no hash, or names no hash algorithm or format; the message is Nix's. */
public final class HashException extends StoreException {
  private static final long serialVersionUID = 1L;

  public HashException(String message) {
    super(message);
  }
}
