package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * A clone that people work in, as {@code git clone} makes it. Files are written as they are in the
 * repository: no filter of the user's configuration is run on them.
 */
final class GitCheckout {
  private static final String TRACKED = "refs/remotes/origin/";
  private static final RefSpec BRANCHES = new RefSpec("+refs/heads/*:" + TRACKED + "*");

  private final GitLocation location;
  private final FetchContext context;

  GitCheckout(GitLocation location, FetchContext context) {
    this.location = location;
    this.context = context;
  }

  /**
   * Clones.
   *
   * @param ref the branch or tag that is checked out, or null for the one that HEAD is there
   */
  void to(Path target, @Nullable String ref) {
    if (location.folder() == null) {
      context.requireNetwork(location.url());
    }
    try {
      requireEmpty(target);
      try (GitRepository repository = GitRepository.init(target)) {
        configure(repository.git());
        FetchResult fetched = fetch(repository);
        Ref head = fetched.getAdvertisedRef(Constants.HEAD);
        String wanted = ref == null ? null : Bytes.decode(ref);
        if (wanted == null && head != null) {
          wanted = head.getTarget().getName();
        }
        if (wanted != null) {
          checkOut(repository, wanted);
        }
      }
    } catch (EvalException e) {
      throw e;
    } catch (IOException | URISyntaxException | RuntimeException e) {
      throw GitClone.failure(location, context, e); // JGit has exceptions of all kinds
    }
  }

  private static void requireEmpty(Path target) throws IOException {
    if (Files.exists(target)) {
      boolean empty = Files.isDirectory(target);
      if (empty) {
        try (Stream<Path> inside = Files.list(target)) {
          empty = inside.findAny().isEmpty();
        }
      }
      if (!empty) {
        throw FetchErrors.error(
            "destination path '"
                + FileNames.full(target)
                + "' already exists and is not an empty directory");
      }
    }
  }

  private void configure(Repository git) throws IOException {
    StoredConfig config = git.getConfig();
    config.setString("remote", "origin", "url", place());
    config.setString("remote", "origin", "fetch", BRANCHES.toString());
    config.save();
  }

  private String place() {
    Path folder = location.folder();
    return folder == null ? Bytes.decode(location.url()) : folder.toString();
  }

  private FetchResult fetch(GitRepository repository) throws IOException, URISyntaxException {
    try (Transport transport = GitClone.open(repository, location, context)) {
      transport.setTagOpt(TagOpt.FETCH_TAGS);
      return transport.fetch(NullProgressMonitor.INSTANCE, List.of(BRANCHES));
    }
  }

  private static void checkOut(GitRepository repository, String ref) throws IOException {
    Repository git = repository.git();
    String branch = ref.startsWith(Constants.R_HEADS) ? ref.substring(11) : ref;
    ObjectId commit = git.resolve(TRACKED + branch + "^{commit}");
    if (commit == null) {
      commit = git.resolve(Constants.R_TAGS + branch + "^{commit}");
      if (commit == null) {
        throw new IOException("Remote branch " + branch + " not found in upstream origin");
      }
      RefUpdate detached = git.updateRef(Constants.HEAD, true);
      detached.setNewObjectId(commit);
      detached.forceUpdate();
    } else {
      RefUpdate update = git.updateRef(Constants.R_HEADS + branch);
      update.setNewObjectId(commit);
      update.forceUpdate();
      git.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
      StoredConfig config = git.getConfig();
      config.setString("branch", branch, "remote", "origin");
      config.setString("branch", branch, "merge", Constants.R_HEADS + branch);
      config.save();
    }
    writeFiles(repository, commit);
  }

  private static void writeFiles(GitRepository repository, ObjectId commit) throws IOException {
    Repository git = repository.git();
    DirCache index = DirCache.lock(git.getIndexFile(), git.getFS());
    try (RevWalk walk = new RevWalk(git)) {
      DirCacheBuilder builder = index.builder();
      builder.addTree(
          new byte[0],
          DirCacheEntry.STAGE_0,
          walk.getObjectReader(),
          walk.parseCommit(commit).getTree());
      builder.finish();
      for (int i = 0; i < index.getEntryCount(); i++) {
        // Nothing is written when any name would lead into .git or out of the folder.
        SystemReader.getInstance().checkPath(index.getEntry(i).getPathString());
      }
      FileTree.Directory root =
          (FileTree.Directory) CommitTree.of(git, commit, false, null, Map.of());
      for (String name : root.names()) {
        TreeWriter.PLAIN.write(root.child(name), FileNames.resolve(repository.folder(), name));
      }
      index.write();
      if (!index.commit()) {
        throw new IOException("the index is locked");
      }
    } finally {
      index.unlock();
    }
  }
}
