package dev.kix.interpreter.fetch;

import dev.kix.interpreter.io.IoErrors;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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

  /**
   * A text that two states of an input on this machine, which is not locked, share only when they
   * are the same; null when there is none.
   */
  default @Nullable String fingerprint(Input input, FetchContext context) {
    return null;
  }

  /**
   * Tells version control, where there is any, that new files of a folder are to be tracked, also
   * those that it is told to ignore.
   *
   * @param folder the working tree
   * @param paths relative to it
   */
  default void track(Path folder, List<String> paths) {}

  /**
   * Makes a copy that people can work with: of a repository a clone, else the files.
   *
   * @param target must not be there yet
   */
  default void cloneTo(Input input, Path target, FetchContext context) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw Input.error("cannot clone into existing path \"" + FileNames.full(target) + "\"");
    }
    try {
      TreeWriter.PLAIN.write(fetch(input, context).tree(), target);
    } catch (IOException e) {
      throw IoErrors.error("writing '" + FileNames.full(target) + "': " + IoErrors.reason(e));
    }
  }
}
