package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.store.file.FileNames;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a {@link Fetcher} may use of the world.
 *
 * @param network whether the network may be used
 * @param files the files of this machine, as far as the evaluation may read them
 * @param warnings told what the user should know, without {@code warning:} in front; one char per
 *     byte
 */
public record FetchContext(
    FetchSettings settings, boolean network, FileAccess files, Consumer<String> warnings) {

  /**
   * Refuses to go on unless the network may be used.
   *
   * @param url what would be asked for
   */
  public void requireNetwork(String url) {
    if (!network) {
      throw new EvalException(
          ErrorKind.RESTRICTED,
          "cannot fetch '" + url + "': this evaluation has no permission to use the network",
          null);
    }
  }

  /**
   * A file or folder of this machine that may be read.
   *
   * @param path absolute, one char per byte
   * @throws EvalException when it may not be read
   */
  public Path localPath(String path) {
    files.checkAccess(path);
    return FileNames.path(path);
  }

  public void warn(String message) {
    warnings.accept(message);
  }
}
