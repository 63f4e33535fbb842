package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.store.file.FileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a tree in the store came from, so that messages can name files by what people know and can
 * change.
 *
 * @param prefix what its files are called, before the slash; one char per byte
 * @param repository the working tree of Git whose tracked files it has, or null
 */
public record SourceName(String prefix, @Nullable Path repository) {
  /** The tracked files of a working tree. */
  public static SourceName ofRepository(Path folder) {
    return new SourceName(FileNames.full(folder), folder);
  }

  /** What is at a URL. */
  public static SourceName ofUrl(String url) {
    return new SourceName("\u00c2\u00ab" + url + "\u00c2\u00bb", null);
  }

  /** What the file {@code inner} of the tree is called. */
  String shown(String inner) {
    return inner.isEmpty() ? prefix : prefix + "/" + inner;
  }

  /** That there is no {@code inner}; most often it is there, and Git does not know it yet. */
  EvalException missing(String inner) {
    Path folder = repository;
    if (folder == null) {
      return IoErrors.error("'" + shown(inner) + "' does not exist");
    }
    String quoted = "\"" + FileNames.full(folder) + "\"";
    boolean there = Files.exists(FileNames.resolve(folder, inner));
    return new EvalException(
        ErrorKind.RESTRICTED,
        there
            ? "Path '"
                + inner
                + "' in the repository "
                + quoted
                + " is not tracked by Git.\n\nTo make it visible to Nix, run:\n\ngit -C "
                + quoted
                + " add -N \""
                + inner
                + "\""
            : "Path '" + inner + "' does not exist in Git repository " + quoted + ".",
        null);
  }
}
