package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.jspecify.annotations.Nullable;

/** Changes one file of a working tree. */
final class GitCommitter {
  private final Path folder;

  GitCommitter(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a file; unless Git is told to ignore it, it is added to the index, and committed alone
   * when there is a message.
   *
   * @param path relative to the working tree, one char per byte
   */
  void put(String path, byte[] content, @Nullable String message) {
    Path file = FileNames.resolve(folder, path);
    String name = Bytes.decode(path);
    try (GitRepository repository = GitRepository.open(folder)) {
      Files.write(file, content);
      if (isIgnored(repository, name)) {
        return;
      }
      // The result is not closed: it is the repository, which is closed here.
      Git git = Git.wrap(repository.git());
      git.add().addFilepattern(name).call();
      if (message != null) {
        git.commit().setOnly(name).setMessage(Bytes.decode(message)).call();
      }
    } catch (IOException e) {
      throw FetchErrors.io("writing", file, e);
    } catch (GitAPIException | JGitInternalException e) {
      throw FetchErrors.error(
          "cannot commit '"
              + path
              + "' to Git repository '"
              + FileNames.full(folder)
              + "': "
              + FetchErrors.reason(e));
    }
  }

  private static boolean isIgnored(GitRepository repository, String name) throws IOException {
    try (TreeWalk walk = new TreeWalk(repository.git())) {
      walk.addTree(new FileTreeIterator(repository.git()));
      walk.setFilter(PathFilter.create(name));
      while (walk.next()) {
        WorkingTreeIterator at = walk.getTree(0, WorkingTreeIterator.class);
        if (at != null && at.isEntryIgnored()) {
          return repository.git().readDirCache().findEntry(name) < 0;
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
    }
    return false;
  }
}
