package dev.kix.fetchers;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;
import org.jspecify.annotations.Nullable;

/**
 * The file system as JGit sees it, without a way to start a program. What a repository's
 * configuration or attributes name (filters, hooks, a program that signs) was written by whoever
 * made the repository, and is never run. Thread-safe.
 */
final class SealedFiles extends FS_POSIX {
  private SealedFiles() {}

  /** The file system of this machine. */
  static FS create() {
    // On Windows JGit has a class of its own, which knows its links and times; nothing that kix
    // calls there starts a program either.
    return FS.DETECTED instanceof FS_POSIX ? new SealedFiles() : FS.DETECTED;
  }

  private static UnsupportedOperationException refused(Object program) {
    return new UnsupportedOperationException("kix does not run '" + program + "'");
  }

  @Override
  public FS newInstance() {
    return new SealedFiles();
  }

  @Override
  protected @Nullable File discoverGitExe() {
    return null;
  }

  @Override
  protected @Nullable File discoverGitSystemConfig() {
    return null;
  }

  @Override
  public @Nullable File findHook(Repository repository, String hookName) {
    return null;
  }

  @Override
  public ProcessResult runHookIfPresent(
      Repository repository,
      String hookName,
      String[] args,
      OutputStream outRedirect,
      OutputStream errRedirect,
      String stdinArgs) {
    return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
  }

  @Override
  public ProcessBuilder runInShell(String cmd, String[] args) {
    throw refused(cmd);
  }

  @Override
  public int runProcess(
      ProcessBuilder processBuilder, OutputStream out, OutputStream err, InputStream in) {
    throw refused(processBuilder.command());
  }

  @Override
  public ExecutionResult execute(ProcessBuilder pb, InputStream in) {
    throw refused(pb.command());
  }
}
