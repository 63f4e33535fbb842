package dev.kix.store.file;

import dev.kix.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes file trees to disk. Everything written is new: a file that is there already is an error,
 * never overwritten or followed. Immutable.
 */
public final class TreeWriter {
  /** Plain files that their owner may change, not forced to disk: for output folders. */
  public static final TreeWriter PLAIN = new TreeWriter(false, false);

  /**
   * As a store keeps objects: read-only, times set to one second after the epoch, and forced to
   * disk.
   */
  public static final TreeWriter STORE = new TreeWriter(true, true);

  /** As {@link #STORE}, but left to the system to write to disk when it likes. */
  public static final TreeWriter UNSYNCED_STORE = new TreeWriter(true, false);

  private static final FileTime ONE = FileTime.fromMillis(1000);
  private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("r--r--r--");
  private static final Set<PosixFilePermission> EXECUTE =
      PosixFilePermissions.fromString("r-xr-xr-x");
  private static final Set<PosixFilePermission> WRITE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final boolean canonical;
  private final boolean durable;

  private TreeWriter(boolean canonical, boolean durable) {
    this.canonical = canonical;
    this.durable = durable;
  }

  /**
   * Writes {@code tree} at {@code target}, which must not exist while its folder must. What was
   * written stays when this fails; the folder of {@code target} is not forced to disk.
   *
   * @throws IOException when reading the tree or writing fails
   * @throws StoreException when a name or link cannot be had on this system
   */
  public void write(FileTree tree, Path target) throws IOException {
    if (tree instanceof FileTree.File file) {
      try (InputStream content = file.open()) {
        file(target, file.executable(), content);
      }
    } else if (tree instanceof FileTree.Symlink link) {
      symlink(target, link.target());
    } else if (tree instanceof FileTree.Directory directory) {
      beginDirectory(target);
      for (String name : directory.names()) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
          throw new StoreException("file tree contains invalid file name '" + name + "'");
        }
        write(directory.child(name), FileNames.resolve(target, name));
      }
      endDirectory(target);
    }
  }

  /** Writes one file with everything that {@code content} still has. */
  public void file(Path target, boolean executable, InputStream content) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[64 * 1024];
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      if (durable) {
        out.force(true);
      }
    }
    if (canonical) {
      seal(target, executable ? EXECUTE : READ);
    } else if (executable) {
      permit(target, WRITE);
    }
  }

  /**
   * Makes a symbolic link.
   *
   * @throws StoreException when Java would make another target of it (it drops double and trailing
   *     slashes)
   */
  public void symlink(Path path, String target) throws IOException {
    Files.createSymbolicLink(path, FileNames.linkPath(target));
    String made = FileNames.linkTarget(Files.readSymbolicLink(path));
    if (!made.equals(target)) {
      Files.delete(path);
      throw new StoreException(
          "cannot make the symbolic link '"
              + path
              + "' to '"
              + target
              + "': Java writes the target as '"
              + made
              + "'");
    }
  }

  /** Makes an empty folder, to be filled. */
  public void beginDirectory(Path path) throws IOException {
    Files.createDirectory(path);
  }

  /**
   * A folder has all its entries: it is forced to disk and made read-only where that is asked for.
   */
  public void endDirectory(Path path) throws IOException {
    if (durable) {
      sync(path);
    }
    if (canonical) {
      seal(path, EXECUTE);
    }
  }

  /** Forces a folder's list of entries to disk, so that a rename in it outlives a crash. */
  public static void sync(Path folder) throws IOException {
    if (posix(folder) == null) {
      // Windows has no such call, and needs none.
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Deletes a tree, read-only folders included; links are deleted, not followed. Nothing happens
   * when there is none.
   */
  public static void delete(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (attributes.isDirectory()) {
      permit(path, WRITE);
      for (Path entry : DiskTree.entries(path)) {
        delete(entry);
      }
    }
    Files.deleteIfExists(path);
  }

  private static void seal(Path path, Set<PosixFilePermission> permissions) throws IOException {
    Files.setLastModifiedTime(path, ONE);
    permit(path, permissions);
  }

  private static void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    PosixFileAttributeView view = posix(path);
    if (view != null) {
      view.setPermissions(permissions);
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
