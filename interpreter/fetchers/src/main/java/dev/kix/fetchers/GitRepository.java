package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** A repository on this machine that is read. Close it. */
final class GitRepository implements AutoCloseable {
  private final ReceivingRepository git;
  private final Path folder;

  private GitRepository(ReceivingRepository git, Path folder) {
    this.git = git;
    this.folder = folder;
  }

  /** The repository whose working tree, or which itself if it is bare, is at {@code folder}. */
  static GitRepository open(Path folder) {
    GitEnvironment.install();
    try {
      FileRepositoryBuilder builder =
          new FileRepositoryBuilder().setFS(SealedFiles.create()).setMustExist(true);
      if (Files.exists(folder.resolve(".git"))) {
        builder.setWorkTree(folder.toFile());
      } else {
        builder.setGitDir(folder.toFile()).setBare();
      }
      return new GitRepository(requireSha1(ReceivingRepository.of(builder), folder), folder);
    } catch (IOException | IllegalArgumentException e) {
      throw FetchErrors.error(
          "opening Git repository '" + FileNames.full(folder) + "': " + FetchErrors.reason(e));
    }
  }

  /** JGit would take the first half of each name for the whole. */
  private static ReceivingRepository requireSha1(ReceivingRepository git, Path folder) {
    String format = git.getConfig().getString("extensions", null, "objectFormat");
    if (format != null && !format.equalsIgnoreCase("sha1")) {
      git.close();
      throw FetchErrors.error(
          "Git repository '"
              + FileNames.full(folder)
              + "' names commits by "
              + Bytes.encode(format)
              + ": kix reads repositories whose commits are SHA-1");
    }
    return git;
  }

  /** A new bare repository at {@code folder}, or the one that is there already. */
  static GitRepository create(Path folder) {
    GitEnvironment.install();
    try {
      Files.createDirectories(folder);
      ReceivingRepository git =
          ReceivingRepository.of(
              new FileRepositoryBuilder()
                  .setFS(SealedFiles.create())
                  .setGitDir(folder.toFile())
                  .setBare());
      if (!Files.exists(folder.resolve("HEAD"))) {
        git.create(true);
      }
      return new GitRepository(git, folder);
    } catch (IOException e) {
      throw FetchErrors.io("creating Git repository", folder, e);
    }
  }

  /** A new repository whose working tree is at {@code folder}. */
  static GitRepository init(Path folder) {
    GitEnvironment.install();
    try {
      Files.createDirectories(folder);
      ReceivingRepository git =
          ReceivingRepository.of(
              new FileRepositoryBuilder()
                  .setFS(SealedFiles.create())
                  .setWorkTree(folder.toFile())
                  .setGitDir(folder.resolve(".git").toFile()));
      git.create();
      return new GitRepository(git, folder);
    } catch (IOException e) {
      throw FetchErrors.io("creating Git repository", folder, e);
    }
  }

  Repository git() {
    return git;
  }

  Path folder() {
    return folder;
  }

  /** What comes from now on is counted. */
  void receiveFrom(GitTraffic connection) {
    git.receiveFrom(connection);
  }

  /** The branch that HEAD stands for, such as {@code refs/heads/main}; null when it is a commit. */
  @Nullable String headBranch() {
    try {
      Ref head = git.exactRef(Constants.HEAD);
      return head != null && head.isSymbolic() ? Bytes.encode(head.getTarget().getName()) : null;
    } catch (IOException e) {
      throw failure("looking up HEAD", e);
    }
  }

  /** The commit that HEAD stands for, or null when there is none yet. */
  @Nullable ObjectId head() {
    try {
      return git.resolve(Constants.HEAD + "^{commit}");
    } catch (IOException e) {
      throw failure("resolving HEAD", e);
    }
  }

  /** The commit that a branch, tag or full reference stands for. */
  ObjectId resolve(String ref) {
    try {
      ObjectId id = git.resolve(Bytes.decode(ref) + "^{commit}");
      if (id != null) {
        return id;
      }
    } catch (IOException | RuntimeException e) {
      throw failure("resolving Git reference '" + ref + "'", e);
    }
    throw FetchErrors.error(
        "resolving Git reference '"
            + ref
            + "': revspec '"
            + ref
            + "' not found (in Git repository '"
            + FileNames.full(folder)
            + "')");
  }

  boolean has(ObjectId id) {
    return git.getObjectDatabase().has(id);
  }

  /** When {@code commit} was committed, in seconds since 1970. */
  long time(ObjectId commit) {
    try (RevWalk walk = new RevWalk(git)) {
      return walk.parseCommit(commit).getCommitTime();
    } catch (IOException e) {
      throw failure("getting Git object '" + commit.name() + "'", e);
    }
  }

  boolean isShallow() {
    try {
      return !git.getObjectDatabase().getShallowCommits().isEmpty();
    } catch (IOException e) {
      throw failure("reading", e);
    }
  }

  /** How many commits {@code commit} and all that it is built on are. */
  long count(ObjectId commit) {
    try (RevWalk walk = new RevWalk(git)) {
      walk.setRetainBody(false);
      walk.markStart(walk.parseCommit(commit));
      long count = 0;
      for (RevCommit next = walk.next(); next != null; next = walk.next()) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw FetchErrors.error(
          "Failed to retrieve the parent of Git commit '"
              + commit.name()
              + "': "
              + FetchErrors.reason(e)
              + ". This may be due to an incomplete repository history. To resolve this, either"
              + " enable the shallow parameter in your flake URL (?shallow=1) or add set the"
              + " shallow parameter to true in builtins.fetchGit, or fetch the complete history"
              + " for this branch.");
    }
  }

  RuntimeException failure(String doing, Exception e) {
    return FetchErrors.error(
        doing
            + ": "
            + FetchErrors.reason(e)
            + " (in Git repository '"
            + FileNames.full(folder)
            + "')");
  }

  @Override
  public void close() {
    git.close();
  }
}
