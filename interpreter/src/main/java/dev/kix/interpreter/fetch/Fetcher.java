package dev.kix.interpreter.fetch;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the trees of some types of inputs here. The interpreter itself knows inputs of type {@code
 * path}; further fetchers are found with {@link java.util.ServiceLoader}, so that the artifact
 * {@code kix-fetchers} needs only be on the class path. Stateless and thread-safe; what they
 * remember lies in the cache folder.
 */
public interface Fetcher {
  /** The types ({@code git}, {@code tarball}, …) of the inputs that it fetches. */
  Set<String> types();

  /**
   * Fetches a tree, or takes it from the cache.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException when that fails or is not allowed
   */
  Fetched fetch(Input input, FetchContext context);

  /**
   * The folder on this machine in which a file of the input can be changed, or null when there is
   * none.
   */
  default @Nullable Path sourceFolder(Input input) {
    return null;
  }

  /**
   * Writes a file into the input's folder, and tells its version control of it.
   *
   * @param path relative to the tree, such as {@code sub/flake.lock}
   * @param commitMessage what to commit the file with, or null to leave it uncommitted
   */
  default void putFile(
      Input input,
      String path,
      byte[] content,
      @Nullable String commitMessage,
      FetchContext context) {
    throw Input.error("input '" + input + "' does not support modifying file '" + path + "'");
  }
}
