package dev.kix.store.file;

import dev.kix.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * File trees on disk, read when they are asked for. Symbolic links are not followed. A file counts
 * as executable when its owner may execute it, as in Nix.
 */
public final class DiskTree {
  /** Which files of a tree to keep; those below a folder that is not kept are never asked about. */
  @FunctionalInterface
  public interface Filter {
    /** Whether {@code path}, which holds {@code tree}, is kept. */
    boolean keeps(Path path, FileTree tree) throws IOException;
  }

  private DiskTree() {}

  /**
   * The tree at {@code path}.
   *
   * @throws StoreException when the file is of a kind that Nix has not (socket, device, …)
   * @throws IOException when there is none, or it cannot be read
   */
  public static FileTree of(Path path) throws IOException {
    return read(path, null);
  }

  /**
   * The tree at {@code path} without what {@code filter} does not keep; the root is always kept.
   */
  public static FileTree of(Path path, Filter filter) throws IOException {
    return read(path, filter);
  }

  /**
   * What lies in {@code folder}, in the order of the names.
   *
   * @throws IOException when it is no folder or cannot be read, to its end
   */
  public static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        entries.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }

  private static FileTree read(Path path, @Nullable Filter filter) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (attributes.isRegularFile()) {
      boolean executable =
          attributes instanceof PosixFileAttributes posix
              ? posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE)
              : Files.isExecutable(path);
      return new DiskFile(path, executable, attributes.size());
    }
    if (attributes.isDirectory()) {
      return new DiskDirectory(path, filter);
    }
    if (attributes.isSymbolicLink()) {
      return new DiskSymlink(path);
    }
    throw new StoreException("file '" + path + "' has an unsupported type");
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private record DiskFile(Path path, boolean executable, long size) implements FileTree.File {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private record DiskSymlink(Path path) implements FileTree.Symlink {
    @Override
    public String target() throws IOException {
      return FileNames.linkTarget(Files.readSymbolicLink(path));
    }
  }

  private record DiskDirectory(Path path, @Nullable Filter filter) implements FileTree.Directory {
    @Override
    public List<String> names() throws IOException {
      List<String> names = new ArrayList<>();
      for (Path entry : entries(path)) {
        if (filter == null || filter.keeps(entry, read(entry, filter))) {
          names.add(FileNames.name(entry));
        }
      }
      return names;
    }

    @Override
    public FileTree child(String name) throws IOException {
      Path child = FileNames.resolve(path, name);
      try {
        return read(child, filter);
      } catch (NoSuchFileException e) {
        throw new StoreException("file '" + child + "' vanished while its folder was read", e);
      }
    }
  }
}
