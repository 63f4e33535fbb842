package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.AccessTree;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.AtomicFile;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and folders of this machine, as they are. */
final class PathFetcher implements Fetcher {
  private final EvalStore store;

  PathFetcher(EvalStore store) {
    this.store = store;
  }

  @Override
  public Set<String> types() {
    return Set.of("path");
  }

  @Override
  public Fetched fetch(Input input, FetchContext context) {
    String path = absolute(input);
    FileAccess files = context.files();
    files.checkAccess(path);
    String real = files.resolve(path, false);
    FileTree tree = AccessTree.of(files, real, null);
    Input result = input;
    if (input.lastModified() == null) {
      boolean stored = store.isStorePath(path) && path.endsWith("-source");
      result = input.with("lastModified", stored ? 0L : newest(files, real));
    }
    try {
      return new Fetched(tree, result, NarWriter.hash(tree, HashAlgorithm.SHA256).hash());
    } catch (IOException e) {
      throw new EvalException(ErrorKind.IO, "reading '" + path + "': " + IoErrors.reason(e), null);
    }
  }

  private static String absolute(Input input) {
    if (input.relativePath() != null) {
      throw Input.error("cannot fetch input '" + input + "' because it uses a relative path");
    }
    return CanonicalPath.of(input.attrs().requireString("path"));
  }

  /** The time of the newest file or folder, as Nix takes it. */
  private static long newest(FileAccess files, String path) {
    long newest = files.lastModified(path);
    if (files.kind(path) == FileKind.DIRECTORY) {
      for (String name : files.list(path).keySet()) {
        newest = Math.max(newest, newest(files, CanonicalPath.child(path, name)));
      }
    }
    return newest;
  }

  @Override
  public @Nullable Path sourceFolder(Input input) {
    return input.relativePath() == null ? FileNames.path(absolute(input)) : null;
  }

  @Override
  public void putFile(
      Input input,
      String path,
      byte[] content,
      @Nullable String commitMessage,
      FetchContext context) {
    Path file = FileNames.path(CanonicalPath.child(absolute(input), path));
    try {
      AtomicFile.write(file, content);
    } catch (IOException e) {
      throw new EvalException(
          ErrorKind.IO,
          "cannot write '" + FileNames.full(file) + "': " + Bytes.encode(IoErrors.reason(e)),
          null);
    }
  }
}
