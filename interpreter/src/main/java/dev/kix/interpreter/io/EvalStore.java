package dev.kix.interpreter.io;

/**
 * The store as evaluation sees it. Store paths are absolute ({@code /nix/store/…}), one char per
 * byte. Every method throws {@link dev.kix.interpreter.diagnostic.EvalException}, in Nix's words,
 * when reading or writing fails or is not allowed.
 */
public interface EvalStore {
  /**
   * Copies the file or folder at {@code path} to the store as it is (a NAR hashed with SHA-256) and
   * returns its store path. The last component of {@code path} is the name; symbolic links above it
   * are followed, a link at {@code path} itself is copied as a link.
   */
  String copyToStore(String path);

  /** Whether {@code text} is the path of a store object itself: folder, hash, dash, name. */
  boolean isStorePath(String text);
}
