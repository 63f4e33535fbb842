package dev.kix.store;

import org.jspecify.annotations.Nullable;

/**
 * Anything that goes wrong with a store or with one of its formats. The message is one or more
 * complete lines for the user, in Nix's words where Nix has words for it, and names the file or the
 * text at fault. Subclasses mark the format that was broken; whoever only needs to print the
 * message catches this type.
 *
 * <p>Without a cause there is no Java stack trace: the exception describes the user's data, not
 * this program, and is cheap enough to be thrown while guessing.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message, null, false, false);
  }

  /** Wraps a failure of the system below, usually an {@link java.io.IOException}. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
