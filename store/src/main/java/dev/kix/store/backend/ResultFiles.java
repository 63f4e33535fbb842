package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Hands results out of the store: {@code ./result} as a link, or a folder of plain files. What is
 * there already is only replaced when it is such a result, never when it could be the user's own.
 */
public final class ResultFiles {
  /** The file that marks a folder as written by {@link #write}. */
  public static final String MARKER = ".kix-result";

  private static final String MARKER_TEXT =
      "This folder was written by kix and is replaced as a whole by the next build.\n";

  private ResultFiles() {}

  /**
   * Makes {@code link} a symbolic link to {@code target}, replacing a link that is there in one
   * step.
   *
   * @throws StoreException when something other than a symbolic link is there, or on failure
   */
  public static void link(Path link, Path target) {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new StoreException(
          "cannot create symlink '"
              + link
              + "': a file that is not a symbolic link is in the way; remove it or choose another name");
    }
    try {
      AtomicFiles.replaceLink(link, target);
    } catch (IOException e) {
      throw new StoreException("cannot create symlink '" + link + "': " + Failures.text(e), e);
    }
  }

  /**
   * Writes {@code tree}, a folder, to {@code folder} as plain files that their owner may change.
   * Nothing, an empty folder or an earlier result may be there. All files are written beside it and
   * forced to disk before anything is replaced; when an earlier result is, a crash between two
   * renames leaves it under a name that starts with {@code .tmp-} beside {@code folder}, and no
   * mixture ever.
   *
   * @throws StoreException when something else is there, or on failure; the old content then stays
   */
  public static void write(FileTree.Directory tree, Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    boolean old = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    try {
      if (old) {
        checkReplaceable(target);
      }
      Path parent = AtomicFiles.folder(target);
      Path fresh = AtomicFiles.temporary(parent);
      Path retired = AtomicFiles.temporary(parent);
      try {
        TreeWriter.PLAIN.write(tree, fresh);
        AtomicFiles.writeNew(
            fresh.resolve(MARKER), MARKER_TEXT.getBytes(StandardCharsets.US_ASCII));
        DiskSync sync = new DiskSync();
        sync.add(fresh);
        sync.run();
        if (old) {
          AtomicFiles.rename(target, retired);
        }
        try {
          AtomicFiles.rename(fresh, target);
        } catch (IOException e) {
          if (old) {
            AtomicFiles.rename(retired, target);
          }
          throw e;
        }
        TreeWriter.sync(parent);
        TreeWriter.delete(retired);
      } finally {
        TreeWriter.delete(fresh);
      }
    } catch (IOException e) {
      throw new StoreException("cannot write '" + folder + "': " + Failures.text(e), e);
    }
  }

  private static void checkReplaceable(Path target) throws IOException {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
        && (Files.isRegularFile(target.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)
            || LocalLayout.list(target).isEmpty())) {
      return;
    }
    throw new StoreException(
        "cannot write to '"
            + target
            + "': it is there already and was not written by kix; remove it or choose another name");
  }
}
