package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.store.file.FileNames;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Fetcher} may use of the world.
 *
 * @param network whether the network may be used
 * @param programs whether programs of this machine may be run
 * @param files the files of this machine, as far as the evaluation may read them
 * @param warnings told what the user should know, without {@code warning:} in front; one char per
 *     byte
 * @param interruption why the evaluation is to end at once, or null while it may go on; may be
 *     asked from any thread
 */
public record FetchContext(
    FetchSettings settings,
    boolean network,
    boolean programs,
    FileAccess files,
    Consumer<String> warnings,
    Supplier<@Nullable EvalException> interruption) {

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
   * Refuses to go on unless programs may be run.
   *
   * @param program its name
   * @param url what it would be run for
   */
  public void requirePrograms(String program, String url) {
    if (!programs) {
      throw new EvalException(
          ErrorKind.RESTRICTED,
          "cannot fetch '"
              + url
              + "': this evaluation has no permission to run programs, and '"
              + program
              + "' would be",
          null);
    }
  }

  /**
   * Refuses to go on when the evaluation was cancelled or is over its time.
   *
   * @throws EvalException the reason
   */
  public void checkInterruption() {
    EvalException reason = interruption.get();
    if (reason != null) {
      throw reason;
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
