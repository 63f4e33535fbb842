package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.store.file.FileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is.
 *
 * @param folder on this machine, or null for one that must be cloned
 * @param hasWorkTree whether files are checked out there
 * @param url without what only kix understands
 */
record GitLocation(@Nullable Path folder, boolean hasWorkTree, String url) {

  static GitLocation of(Input input, FetchContext context) {
    Url url = Url.parse(input.attrs().requireString("url"));
    if (url.scheme().equals("file")) {
      Path folder = context.localPath(absolute(url, context));
      boolean bare = Files.exists(folder) && !Files.exists(folder.resolve(".git"));
      return new GitLocation(folder, !bare, url.withQuery(new TreeMap<>()).toString());
    }
    SortedMap<String, String> query = new TreeMap<>(url.query());
    query.remove("dir"); // old lock files have it there
    return new GitLocation(null, false, url.withQuery(query).toString());
  }

  private static String absolute(Url url, FetchContext context) {
    String path = url.filePath();
    if (path.startsWith("/")) {
      return path;
    }
    context.warn(
        "Fetching Git repository '"
            + url
            + "', which uses a path relative to the current directory. This is not supported and"
            + " will stop working in a future release. See"
            + " https://github.com/NixOS/nix/issues/12281 for details.");
    return FileNames.full(FileNames.resolve(Path.of("").toAbsolutePath(), path));
  }

  /** The working tree of an input on this machine, or null. */
  static @Nullable Path workTree(Input input) {
    Url url = Url.parse(input.attrs().requireString("url"));
    if (!url.scheme().equals("file") || !url.filePath().startsWith("/")) {
      return null;
    }
    Path folder = FileNames.path(url.filePath());
    return Files.exists(folder.resolve(".git")) ? folder : null;
  }

  Path requireFolder() {
    if (folder == null) {
      throw new IllegalStateException(url);
    }
    return folder;
  }

  /** As messages name it. */
  String shown() {
    return hasWorkTree && folder != null ? FileNames.full(folder) : url;
  }
}
