package dev.kix.fetchers;

import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Fetched;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.LazyNumber;
import dev.kix.interpreter.io.SourceName;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashException;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of type {@code git}. A repository with a working tree on this machine is read where it is,
 * with its uncommitted changes when neither branch nor commit is asked for; every other one is
 * cloned into the cache.
 */
public final class GitFetcher extends RepositoryFetcher {
  private static final String NO_COMMIT = "0".repeat(40);

  /** Made by {@link java.util.ServiceLoader}. */
  public GitFetcher() {}

  @Override
  public Set<String> types() {
    return Set.of("git");
  }

  @Override
  public Fetched fetch(Input input, FetchContext context) {
    InputAttrs attrs = input.attrs();
    if (attrs.isTrue("exportIgnore") && attrs.isTrue("submodules")) {
      throw FetchErrors.error("exportIgnore and submodules are not supported together yet");
    }
    GitLocation location = GitLocation.of(input, context);
    CommitVerifier verifier = CommitVerifier.of(input, context);
    try {
      Fetched fetched =
          location.hasWorkTree() && input.ref() == null && input.rev() == null
              ? workTree(input, location, context)
              : commit(input, location, context);
      if (verifier != null) {
        verifier.check(fetched.input(), location, context);
      }
      return fetched;
    } catch (IOException e) {
      throw FetchErrors.error(
          "reading Git repository '" + location.shown() + "': " + FetchErrors.reason(e));
    }
  }

  // ---- a working tree ----

  private Fetched workTree(Input asked, GitLocation location, FetchContext context)
      throws IOException {
    Path folder = location.requireFolder();
    try (GitRepository repository = GitRepository.open(folder)) {
      WorkTree work = WorkTree.read(repository);
      boolean exportIgnore = asked.attrs().isTrue("exportIgnore");
      boolean dirty = work.dirty();
      Map<String, FileTree> mounts = new TreeMap<>();
      if (asked.attrs().isTrue("submodules")) {
        for (GitSubmodules.Submodule submodule : GitSubmodules.inWorkTree(folder)) {
          Input input =
              GitSubmodules.workTree(FileNames.full(folder) + "/" + submodule.path(), exportIgnore);
          Fetched fetched = fetch(input, context);
          dirty |= fetched.input().rev() == null;
          mounts.put(submodule.path(), fetched.tree());
        }
      }
      FileTree tree = work.tree(exportIgnore, mounts);
      Input input =
          dirty
              ? dirty(asked, work, location, context)
              : clean(asked, work, location, repository, context);
      ObjectId head = work.head();
      input = input.with("lastModified", head == null ? 0L : repository.time(head));
      return new Fetched(tree, input, hash(tree), SourceName.ofRepository(folder));
    }
  }

  private static Input clean(
      Input asked,
      WorkTree work,
      GitLocation location,
      GitRepository repository,
      FetchContext context) {
    Input input = asked;
    String branch = repository.headBranch();
    if (branch != null) {
      input = input.with("ref", branch);
    }
    ObjectId head = work.head();
    input = input.with("rev", head == null ? NO_COMMIT : head.name());
    if (!asked.attrs().isTrue("shallow")) {
      input =
          input.with(
              "revCount",
              head == null ? (Object) 0L : count(work.folder(), head, location, context));
    }
    return input;
  }

  private static Input dirty(
      Input asked, WorkTree work, GitLocation location, FetchContext context) {
    if (!context.settings().allowDirty()) {
      throw FetchErrors.error("Git tree '" + location.shown() + "' is dirty");
    }
    if (context.settings().warnDirty()) {
      context.warn("Git tree '" + location.shown() + "' is dirty");
    }
    ObjectId head = work.head();
    return head == null
        ? asked
        : asked
            .with("dirtyRev", head.name() + "-dirty")
            .with("dirtyShortRev", Input.shortRev(head.name()) + "-dirty");
  }

  // ---- a commit ----

  private Fetched commit(Input asked, GitLocation location, FetchContext context)
      throws IOException {
    Input input = asked;
    boolean shallow = asked.attrs().isTrue("shallow");
    GitClone clone = new GitClone(location, shallow, context);
    String ref = asked.ref();
    if (ref == null) {
      ref = location.folder() == null ? clone.defaultBranch() : localBranch(location, context);
    }
    input = input.with("ref", ref);
    String rev = asked.rev();
    Path folder = location.folder();
    if (folder == null) {
      folder = clone.update(ref, rev, asked.ref() != null, asked.attrs().isTrue("allRefs"));
    }
    // Not closed: files of the tree are read from it for as long as somebody has the tree. What it
    // holds open is closed when nobody has it.
    GitRepository repository = GitRepository.open(folder);
    try {
      return commit(input, ref, repository, location, context);
    } catch (MissingObjectException | CorruptObjectException e) {
      repository.close();
      if (location.folder() == null) {
        clone.forget();
      }
      throw e;
    }
  }

  private Fetched commit(
      Input asked, String ref, GitRepository repository, GitLocation location, FetchContext context)
      throws IOException {
    Input input = asked;
    String rev = asked.rev();
    ObjectId id =
        rev != null ? objectId(rev) : repository.resolve(GitClone.localRef(ref, location));
    if (!repository.has(id)) {
      throw FetchErrors.error(
          "Cannot find Git revision '"
              + id.name()
              + "' in ref '"
              + ref
              + "' of repository '"
              + location.shown()
              + "'! Please make sure that the rev exists on the ref you've specified or add"
              + " allRefs = true; to fetchGit.");
    }
    input = input.with("rev", id.name());
    if (!input.attrs().has("lastModified")) {
      input = input.with("lastModified", repository.time(id));
    }
    if (!asked.attrs().isTrue("shallow") && !input.attrs().has("revCount")) {
      input = input.with("revCount", count(repository.folder(), id, location, context));
    }
    return tree(input, id, ref, repository, location, context);
  }

  private Fetched tree(
      Input input,
      ObjectId id,
      String ref,
      GitRepository repository,
      GitLocation location,
      FetchContext context)
      throws IOException {
    boolean exportIgnore = input.attrs().isTrue("exportIgnore");
    boolean submodules = input.attrs().isTrue("submodules");
    boolean lfs = input.attrs().isTrue("lfs");
    Map<String, FileTree> mounts = new TreeMap<>();
    if (submodules) {
      for (GitSubmodules.Submodule submodule : GitSubmodules.inCommit(repository, id)) {
        Input inner = GitSubmodules.commit(submodule, input, ref, repository, location);
        mounts.put(submodule.path(), fetch(inner, context).tree());
      }
    }
    LfsFiles files = lfs ? LfsFiles.of(repository, context) : null;
    FileTree tree = CommitTree.of(repository.git(), id, exportIgnore, files, mounts);
    String key =
        "git-nar:"
            + id.name()
            + (submodules ? ";s" : "")
            + (exportIgnore ? ";e" : "")
            + (lfs ? ";l" : "");
    return new Fetched(tree, input, hash(tree, key, context), SourceName.ofUrl(input.toString()));
  }

  private static String localBranch(GitLocation location, FetchContext context) {
    try (GitRepository repository = GitRepository.open(location.requireFolder())) {
      String branch = repository.headBranch();
      if (branch != null) {
        return branch;
      }
    }
    context.warn("could not read HEAD ref from repo at '" + location.shown() + "', using 'master'");
    return "master";
  }

  private static ObjectId objectId(String rev) {
    if (rev.length() != NO_COMMIT.length()) {
      throw FetchErrors.error(
          "Hash '" + rev + "' is not supported: kix reads repositories whose commits are SHA-1");
    }
    return ObjectId.fromString(rev);
  }

  /** The length of the history, which is only looked at when somebody asks for it. */
  private static LazyNumber count(
      Path folder, ObjectId commit, GitLocation location, FetchContext context) {
    return new LazyNumber(() -> {
      try (GitRepository repository = GitRepository.open(folder)) {
        if (repository.isShallow()) {
          throw FetchErrors.error(
              "'"
                  + location.shown()
                  + "' is a shallow Git repository, so 'revCount' is not available");
        }
        FetchCache cache = FetchCache.of(context);
        String key = "git-count:" + commit.name();
        Map<String, String> known = cache.facts(key);
        if (known != null && known.getOrDefault("count", "").matches("[0-9]{1,18}")) {
          return Long.parseLong(known.getOrDefault("count", ""));
        }
        long count = repository.count(commit);
        cache.remember(key, Map.of("count", Long.toString(count)));
        return count;
      }
    });
  }

  /** The hash of a tree that never changes: it is computed once. */
  private static Hash hash(FileTree tree, String key, FetchContext context) throws IOException {
    FetchCache cache = FetchCache.of(context);
    Map<String, String> known = cache.facts(key);
    if (known != null) {
      try {
        return Hash.parseSri(known.getOrDefault("narHash", ""));
      } catch (HashException e) {
        // A file of the cache that somebody has changed: it is written again below.
        context.warn("ignoring a damaged entry of the cache of fetched sources");
      }
    }
    Hash hash = hash(tree);
    cache.remember(key, Map.of("narHash", hash.sri()));
    return hash;
  }

  private static Hash hash(FileTree tree) throws IOException {
    return NarWriter.hash(tree, HashAlgorithm.SHA256).hash();
  }

  @Override
  public @Nullable String fingerprint(Input input, FetchContext context) {
    if (input.rev() != null || input.ref() != null) {
      return null;
    }
    GitLocation location = GitLocation.of(input, context);
    if (!location.hasWorkTree()) {
      return null;
    }
    Path folder = location.requireFolder();
    try (GitRepository repository = GitRepository.open(folder)) {
      if (!GitSubmodules.inWorkTree(folder).isEmpty()) {
        return null;
      }
      WorkTree work = WorkTree.readChanges(repository);
      ObjectId head = work.head();
      return (head == null ? NO_COMMIT : head.name())
          + (input.attrs().isTrue("submodules") ? ";s" : "")
          + (input.attrs().isTrue("exportIgnore") ? ";e" : "")
          + (input.attrs().isTrue("lfs") ? ";l" : "")
          + ";d="
          + work.changesDigest();
    } catch (IOException e) {
      throw FetchErrors.error(
          "reading Git repository '" + location.shown() + "': " + FetchErrors.reason(e));
    }
  }

  // ---- changing files ----

  @Override
  public @Nullable Path sourceFolder(Input input) {
    return GitLocation.workTree(input);
  }

  @Override
  String kind() {
    return "Git";
  }

  @Override
  void tell(Written file, Input input, FetchContext context) throws IOException {
    new GitCommitter(file.folder()).put(file.path(), file.content(), file.commitMessage());
  }

  @Override
  public void track(Path folder, List<String> paths) {
    if (Files.exists(folder.resolve(".git"))) {
      new GitCommitter(folder).track(paths);
    }
  }

  @Override
  public void cloneTo(Input input, Path target, FetchContext context) {
    if (input.rev() != null) {
      throw FetchErrors.error("cloning a specific revision is not implemented");
    }
    new GitCheckout(GitLocation.of(input, context), context).to(target, input.ref());
  }
}
