package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.io.SourceName;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of type {@code hg}, brought here by the program of that name as Nix brings them. A work
 * tree on this machine with uncommitted changes is read where it is, when neither branch nor commit
 * is asked for; everything else is a commit of a clone in the cache. A commit that was fetched once
 * needs neither the program nor the network again.
 */
public final class HgFetcher extends RepositoryFetcher {
  private static final int REV_DIGITS = 40;

  /** The branch that Mercurial begins with. */
  private static final String DEFAULT = "default";

  private final @Nullable String path;

  /** Made by {@link java.util.ServiceLoader}. */
  public HgFetcher() {
    this(System.getenv("PATH"));
  }

  /**
   * @param path where {@code hg} is looked for
   */
  HgFetcher(@Nullable String path) {
    this.path = path;
  }

  @Override
  public Set<String> types() {
    return Set.of("hg");
  }

  @Override
  public Fetched fetch(Input input, FetchContext context) {
    HgLocation location = HgLocation.of(input, context);
    try {
      if (input.ref() == null && input.rev() == null && location.isRepository()) {
        Fetched dirty = workTree(input, location, context);
        if (dirty != null) {
          return dirty;
        }
      }
      return commit(input, location, context);
    } catch (IOException e) {
      throw FetchErrors.error(
          "reading Mercurial repository '" + location.url() + "': " + FetchErrors.reason(e));
    }
  }

  private HgProgram hg(HgLocation location, Path folder, FetchContext context) {
    checkStore(location, context);
    return HgProgram.find(path, folder, location.url(), context);
  }

  /** The history of a repository may lie in another one, which must be one that may be read. */
  private static void checkStore(HgLocation location, FetchContext context) {
    Path folder = location.folder();
    Path shared = folder == null ? null : folder.resolve(".hg/sharedpath");
    if (folder == null || shared == null || !Files.exists(shared)) {
      return;
    }
    try {
      String target = Bytes.fromArray(Files.readAllBytes(shared)).stripTrailing();
      Path store = FileNames.path(target);
      context.localPath(FileNames.full(folder.resolve(".hg").resolve(store).normalize()));
    } catch (IOException e) {
      throw FetchErrors.io("reading", shared, e);
    }
  }

  // ---- a work tree ----

  private @Nullable Fetched workTree(Input asked, HgLocation location, FetchContext context)
      throws IOException {
    Path folder = FileNames.path(location.url());
    HgWorkTree work = new HgWorkTree(hg(location, folder, context), folder);
    if (!work.isDirty()) {
      return null;
    }
    String unclean = "Mercurial tree '\"" + location.url() + "\"' is unclean";
    if (!context.settings().allowDirty()) {
      throw FetchErrors.error(unclean);
    }
    if (context.settings().warnDirty()) {
      context.warn(unclean);
    }
    Input input = asked.with("ref", work.branch());
    FileTree tree = work.tree();
    Hash hash = NarWriter.hash(tree, HashAlgorithm.SHA256).hash();
    return new Fetched(tree, input, hash, SourceName.ofUrl(input.toString()));
  }

  // ---- a commit ----

  private Fetched commit(Input asked, HgLocation location, FetchContext context) {
    String ref = asked.ref() == null ? DEFAULT : asked.ref();
    String rev = asked.rev();
    if (rev != null && rev.length() != REV_DIGITS) {
      throw FetchErrors.error(
          "Hash '"
              + asked.attrs().string("rev")
              + "' is not supported by Mercurial. Only sha1 is supported.");
    }
    FetchCache cache = FetchCache.of(context);
    String refKey = "hg-ref:" + location.url() + "\n" + ref;
    Fetched known = known(asked, rev == null ? freshRev(refKey, cache, context) : rev, context);
    if (known != null) {
      return known;
    }
    HgClone clone = new HgClone(location, context);
    return clone.alone(() -> {
      HgProgram hg = hg(location, cache.existingFolder(), context);
      HgProgram here = clone.update(hg, rev);
      HgClone.Commit commit = clone.commit(here, rev == null ? ref : rev);
      Fetched result = known(asked, commit.rev(), context);
      if (result == null) {
        result = archive(asked, here, commit, location, context);
      }
      if (rev == null) {
        cache.remember(
            refKey, Map.of("rev", commit.rev(), "time", Long.toString(Downloader.now())));
      }
      return result;
    });
  }

  /** What a branch or tag stood for a moment ago. */
  private static @Nullable String freshRev(String key, FetchCache cache, FetchContext context) {
    Map<String, String> known = cache.facts(key);
    return known != null && Downloader.isFresh(known, context) ? known.get("rev") : null;
  }

  private static String revKey(String rev) {
    return "hg-rev:" + rev;
  }

  /** A commit whose files are in the cache. */
  private static @Nullable Fetched known(Input asked, @Nullable String rev, FetchContext context) {
    FetchCache cache = FetchCache.of(context);
    Map<String, String> facts = rev == null ? null : cache.facts(revKey(rev));
    if (rev == null || facts == null) {
      return null;
    }
    try {
      Hash hash = Hash.parseSri(facts.getOrDefault("narHash", ""));
      Path tree = cache.tree(hash.base16());
      long count = Long.parseLong(facts.getOrDefault("revCount", ""));
      String branch = Bytes.encode(facts.getOrDefault("branch", DEFAULT));
      return tree == null
          ? null
          : result(asked, new HgClone.Commit(rev, count, branch), DiskTree.of(tree), hash);
    } catch (HashException | NumberFormatException | IOException e) {
      return null; // somebody has changed the cache: it is fetched anew
    }
  }

  private static Fetched result(Input asked, HgClone.Commit commit, FileTree tree, Hash hash) {
    Input input =
        asked
            .with("ref", commit.branch())
            .with("rev", commit.rev())
            .with("revCount", commit.number());
    return new Fetched(tree, input, hash, SourceName.ofUrl(input.toString()));
  }

  private static Fetched archive(
      Input asked, HgProgram hg, HgClone.Commit commit, HgLocation location, FetchContext context) {
    FetchCache cache = FetchCache.of(context);
    Path temporary = null;
    try {
      temporary = cache.temporaryFolder();
      Path root = Files.createDirectory(temporary.resolve("t"));
      ArchiveTree tree =
          new ArchiveTree(root, context.settings().maxBytes(), context.settings().maxFiles());
      hg.archive(commit.rev(), tree);
      tree.sync();
      Path content = tree.content();
      TreeWriter.delete(content.resolve(".hg_archival.txt"));
      Hash hash = NarWriter.hash(DiskTree.of(content), HashAlgorithm.SHA256).hash();
      Path kept = cache.keepTree(content, hash.base16());
      cache.remember(
          revKey(commit.rev()),
          Map.of(
              "narHash",
              hash.sri(),
              "revCount",
              Long.toString(commit.number()),
              "branch",
              Bytes.decode(commit.branch())));
      return result(asked, commit, DiskTree.of(kept), hash);
    } catch (IOException e) {
      throw FetchErrors.error(
          "unpacking commit '"
              + commit.rev()
              + "' of Mercurial repository '"
              + location.url()
              + "': "
              + (e.getMessage() == null ? "it is damaged" : e.getMessage()));
    } finally {
      if (temporary != null) {
        FetchCache.discard(temporary);
      }
    }
  }

  // ---- changing files ----

  @Override
  public @Nullable Path sourceFolder(Input input) {
    return HgLocation.workTree(input);
  }

  @Override
  String kind() {
    return "Mercurial";
  }

  @Override
  void tell(Written file, Input input, FetchContext context) {
    Path folder = file.folder();
    String target = FileNames.resolve(folder, file.path()).toString();
    String message = file.commitMessage();
    HgProgram hg = hg(HgLocation.of(input, context), folder, context);
    hg.text("add", "-R", folder.toString(), target);
    if (message != null) {
      hg.text("commit", "-R", folder.toString(), target, "-m", Bytes.decode(message));
    }
  }
}
