package dev.kix.store.path;

import dev.kix.store.StoreException;

/** A name or a path that cannot be one of a store object; the message is Nix's. */
public final class StorePathException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StorePathException(String message) {
    super(message);
  }
}
