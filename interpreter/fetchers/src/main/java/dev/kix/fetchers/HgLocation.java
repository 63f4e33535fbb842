package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Mercurial repository is.
 *
 * @param folder on this machine, or null for one elsewhere
 * @param url what {@code hg} is told: of a repository on this machine its path
 */
record HgLocation(@Nullable Path folder, String url) {
  /** What Mercurial itself brings; others come with extensions, or name no repository. */
  private static final Set<String> SCHEMES = Set.of("file", "http", "https", "ssh", "static-http");

  static HgLocation of(Input input, FetchContext context) {
    Url url = Url.parse(input.attrs().requireString("url"));
    if (!SCHEMES.contains(url.scheme())) {
      throw FetchErrors.error(
          "cannot fetch '"
              + input
              + "': Mercurial repositories have URLs that start with 'https:', 'http:', 'ssh:',"
              + " 'static-http:' or 'file:'");
    }
    if (!url.scheme().equals("file")) {
      return new HgLocation(null, url.toString());
    }
    Path folder = context.localPath(url.filePath());
    return new HgLocation(folder, FileNames.full(folder));
  }

  /** The work tree of an input on this machine, or null. */
  static @Nullable Path workTree(Input input) {
    Url url = Url.parse(input.attrs().requireString("url"));
    return url.scheme().equals("file") && input.ref() == null && input.rev() == null
        ? FileNames.path(url.filePath())
        : null;
  }

  boolean isRepository() {
    return folder != null && Files.exists(folder.resolve(".hg"));
  }

  /** The address, as a program on this machine is told it. */
  String argument() {
    return folder == null ? Bytes.decode(url) : folder.toString();
  }
}
