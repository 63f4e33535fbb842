package dev.kix.store.nar;

import dev.kix.store.StoreException;

/** Bytes that are no Nix archive, or a tree that cannot be made one. */
public final class NarException extends StoreException {
  private static final long serialVersionUID = 1L;

  public NarException(String message) {
    super(message);
  }
}
