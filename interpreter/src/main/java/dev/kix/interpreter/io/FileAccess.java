package dev.kix.interpreter.io;

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
   * The entries of a folder by name, in byte order, following symbolic links to the folder itself.
   */
  SortedMap<String, FileKind> list(String path);

  /** The target of a symbolic link, as stored. */
  String readLink(String path);

  /** Whether a regular file is executable by its owner. */
  boolean isExecutable(String path);

  /**
   * {@code path} with every symbolic link on the way resolved, the last component included when
   * {@code last}.
   */
  String resolve(String path, boolean last);
}
