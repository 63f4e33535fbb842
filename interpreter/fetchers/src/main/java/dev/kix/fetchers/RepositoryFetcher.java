package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.fetch.Input;
import dev.kix.store.file.AtomicFile;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What fetchers of repositories share: a file of a working tree on this machine is written, and the
 * repository is told. Nothing is written outside of the working tree, whatever links are in it.
 */
abstract class RepositoryFetcher implements Fetcher {
  /**
   * A file that was written.
   *
   * @param folder the working tree
   * @param path of the file in it, one char per byte
   * @param commitMessage what to commit it with, or null to leave it uncommitted
   */
  record Written(Path folder, String path, byte[] content, @Nullable String commitMessage) {}

  /** What messages call such a repository. */
  abstract String kind();

  /** Tells the repository. */
  abstract void tell(Written file, Input input, FetchContext context) throws IOException;

  @Override
  public final void putFile(
      Input input,
      String path,
      byte[] content,
      @Nullable String commitMessage,
      FetchContext context) {
    String problem = "cannot commit '" + path + "' to " + kind() + " repository '";
    Path folder = sourceFolder(input);
    if (folder == null) {
      throw FetchErrors.error(problem + input + "' because it's not a working tree");
    }
    try {
      AtomicFile.writeInside(folder, FileNames.resolve(folder, path), content);
      tell(new Written(folder, path, content, commitMessage), input, context);
    } catch (IOException e) {
      throw FetchErrors.error(problem + FileNames.full(folder) + "': " + FetchErrors.reason(e));
    }
  }
}
