package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Fetcher;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.io.SourceName;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Inputs of type {@code file} and {@code tarball}: what is at a URL. */
public final class CurlFetcher implements Fetcher {
  /** Made by {@link java.util.ServiceLoader}. */
  public CurlFetcher() {}

  @Override
  public Set<String> types() {
    return Set.of("file", "tarball");
  }

  @Override
  public Fetched fetch(Input input, FetchContext context) {
    return input.type().equals("file") ? file(input, context) : tarball(input, context);
  }

  private static Fetched file(Input input, FetchContext context) {
    String url = input.attrs().requireString("url");
    Downloader.Download download = new Downloader(context).get(url, Map.of());
    FileTree.File tree = new PlainFile(download.file());
    try {
      return new Fetched(tree, input, NarWriter.hash(tree, HashAlgorithm.SHA256).hash());
    } catch (IOException e) {
      throw FetchErrors.error("unable to download '" + url + "': " + IoErrors.reason(e));
    }
  }

  /** A file as a download gives it: nothing is known of its mode. */
  private record PlainFile(Path path) implements FileTree.File {
    @Override
    public boolean executable() {
      return false;
    }

    @Override
    public long size() throws IOException {
      return Files.size(path);
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  private static Fetched tarball(Input asked, FetchContext context) {
    Input input = asked;
    String url = input.attrs().requireString("url");
    checkFile(Url.parse(url), context);
    Downloader.Download download = new Downloader(context).get(url, Map.of());
    ArchiveCache.Unpacked unpacked =
        new ArchiveCache(context).unpack(download.file(), download.sha256(), url);
    String immutable = download.immutableUrl();
    if (immutable != null) {
      input = Input.fromUrl(Url.parse(immutable), true);
      if (!input.type().equals("tarball")) {
        throw FetchErrors.error(
            "tarball 'Link' headers that redirect to non-tarball URLs are not supported");
      }
    }
    if (unpacked.lastModified() != 0 && !input.attrs().has("lastModified")) {
      input = input.with("lastModified", unpacked.lastModified());
    }
    return new Fetched(
        unpacked.tree(), input, unpacked.narHash(), SourceName.ofUrl(input.toString()));
  }

  /** Says what is wrong with a {@code file:} URL that cannot be an archive, in Nix's words. */
  private static void checkFile(Url url, FetchContext context) {
    if (!url.scheme().equals("file")) {
      return;
    }
    String path = url.filePath();
    if (!path.startsWith("/")) {
      throw FetchErrors.error(
          "tarball '"
              + url
              + "' must use an absolute path. The 'file' scheme does not support relative paths.");
    }
    Path file = context.localPath(path);
    String shown = "tarball \"" + FileNames.full(file) + "\" ";
    if (!Files.exists(file)) {
      throw FetchErrors.error(shown + "does not exist.");
    }
    if (Files.isDirectory(file)) {
      throw FetchErrors.error(
          Files.exists(file.resolve(".git"))
              ? shown + "is a git repository, not a tarball. Please use `git+file` as the scheme."
              : shown + "is a directory, not a file.");
    }
  }
}
