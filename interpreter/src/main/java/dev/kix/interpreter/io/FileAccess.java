package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.EvalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files as the evaluator sees it. Paths are absolute and canonical, one char per byte.
 * Implementations are safe for use by many threads. Every method throws {@link
 * dev.kix.interpreter.diagnostic.EvalException}, in Nix's words, when reading fails or is not
 * allowed.
 */
public interface FileAccess {
  /** What {@code path} is, not following a final symbolic link; null when there is nothing. */
  @Nullable FileKind kind(String path);

  /** The bytes of a regular file, following symbolic links. */
  byte[] read(String path);

  /**
   * The bytes of a regular file as a stream, for files that may not fit into memory; the caller
   * closes it. Only opening throws {@code EvalException}, reading throws {@link IOException}.
   */
  default InputStream open(String path) {
    return new ByteArrayInputStream(read(path));
  }

  /** The length of a regular file in bytes, following symbolic links. */
  default long size(String path) {
    return read(path).length;
  }

  /**
   * The entries of a folder by name, in byte order, following symbolic links to the folder itself.
   */
  SortedMap<String, FileKind> list(String path);

  /** The target of a symbolic link, as stored. */
  String readLink(String path);

  /**
   * When {@code path} was last changed, in seconds since 1970, not following a final symbolic link;
   * 1, as in the store, where times are not known.
   */
  default long lastModified(String path) {
    return 1;
  }

  /** The error that says that there is nothing at {@code path}. */
  default EvalException missing(String path) {
    return IoErrors.doesNotExist(path);
  }

  /** Whether a regular file is executable by its owner. */
  boolean isExecutable(String path);

  /**
   * {@code path} with every symbolic link on the way resolved, the last component included when
   * {@code last}. What does not exist is left as it is.
   */
  default String resolve(String path, boolean last) {
    return SymlinkResolver.resolve(this, path, last);
  }

  /**
   * Refuses {@code path} if it must not be read, whether or not it exists.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException of kind {@code RESTRICTED}
   */
  default void checkAccess(String path) {}
}
