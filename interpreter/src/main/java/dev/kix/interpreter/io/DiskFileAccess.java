package dev.kix.interpreter.io;

import dev.kix.store.StoreException;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of this machine. File names are bytes whatever the locale. Thread-safe.
 *
 * <p>Which paths are real folders is remembered for the life of this object; make a new one where
 * files may have been moved meanwhile.
 */
public final class DiskFileAccess implements FileAccess {
  /** The largest file that is read unless told otherwise: 1 GiB. */
  public static final long DEFAULT_MAX_FILE_SIZE = 1L << 30;

  private final long maxFileSize;
  private final SymlinkResolver resolver = new SymlinkResolver();

  public DiskFileAccess() {
    this(DEFAULT_MAX_FILE_SIZE);
  }

  /**
   * @param maxFileSize the largest file that is read into memory, in bytes; above it there is an
   *     error
   */
  public DiskFileAccess(long maxFileSize) {
    this.maxFileSize = Math.min(maxFileSize, Integer.MAX_VALUE - 16);
  }

  @Override
  public @Nullable FileKind kind(String path) {
    try {
      return kindOf(attributes(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      if (IoErrors.isMissing(e)) {
        return null;
      }
      throw IoErrors.system("getting status of", path, e);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static BasicFileAttributes attributes(String path, LinkOption... options)
      throws IOException {
    return Files.readAttributes(FileNames.path(path), BasicFileAttributes.class, options);
  }

  private static FileKind kindOf(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return FileKind.REGULAR;
    }
    if (attributes.isDirectory()) {
      return FileKind.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? FileKind.SYMLINK : FileKind.UNKNOWN;
  }

  @Override
  public byte[] read(String path) {
    long size = regularSize(path);
    if (size > maxFileSize) {
      throw IoErrors.error(
          "file '"
              + path
              + "' has "
              + size
              + " bytes; files of more than "
              + maxFileSize
              + " bytes are not read into memory (raise the limit, or copy the file to the store"
              + " instead of reading it)");
    }
    try {
      return Files.readAllBytes(FileNames.path(path));
    } catch (IOException e) {
      throw IoErrors.system("opening", path, e);
    } catch (OutOfMemoryError e) {
      throw IoErrors.error("file '" + path + "' with " + size + " bytes does not fit into memory");
    }
  }

  @Override
  public InputStream open(String path) {
    regularSize(path);
    try {
      return Files.newInputStream(FileNames.path(path));
    } catch (IOException e) {
      throw IoErrors.system("opening", path, e);
    }
  }

  @Override
  public long size(String path) {
    return regularSize(path);
  }

  /** The size of a regular file; looked at before opening, because opening a pipe would block. */
  private static long regularSize(String path) {
    BasicFileAttributes attributes;
    try {
      attributes = attributes(path);
    } catch (IOException e) {
      throw IoErrors.isMissing(e)
          ? IoErrors.doesNotExist(path)
          : IoErrors.system("opening", path, e);
    } catch (InvalidPathException e) {
      throw IoErrors.doesNotExist(path);
    }
    if (!attributes.isRegularFile()) {
      throw IoErrors.notRegular(path);
    }
    return attributes.size();
  }

  @Override
  public SortedMap<String, FileKind> list(String path) {
    SortedMap<String, FileKind> entries = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(FileNames.path(path))) {
      for (Path entry : stream) {
        entries.put(FileNames.name(entry), entryKind(entry));
      }
    } catch (DirectoryIteratorException e) {
      IOException cause = e.getCause();
      throw IoErrors.system("reading directory", path, cause == null ? new IOException(e) : cause);
    } catch (NotDirectoryException e) {
      throw IoErrors.notDirectory(path);
    } catch (IOException e) {
      throw IoErrors.isMissing(e)
          ? IoErrors.doesNotExist(path)
          : IoErrors.system("opening directory", path, e);
    } catch (InvalidPathException e) {
      throw IoErrors.doesNotExist(path);
    }
    return entries;
  }

  private static FileKind entryKind(Path entry) {
    try {
      return kindOf(
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return FileKind.UNKNOWN; // gone meanwhile, or not ours to look at
    }
  }

  @Override
  public String readLink(String path) {
    try {
      if (DiskTree.of(FileNames.path(path)) instanceof FileTree.Symlink link) {
        return link.target();
      }
      throw IoErrors.notSymlink(path);
    } catch (StoreException e) {
      throw IoErrors.notSymlink(path);
    } catch (IOException e) {
      throw IoErrors.isMissing(e)
          ? IoErrors.doesNotExist(path)
          : IoErrors.system("reading symbolic link", path, e);
    }
  }

  @Override
  public long lastModified(String path) {
    try {
      return attributes(path, LinkOption.NOFOLLOW_LINKS).lastModifiedTime().to(TimeUnit.SECONDS);
    } catch (IOException e) {
      throw IoErrors.isMissing(e)
          ? IoErrors.doesNotExist(path)
          : IoErrors.system("getting status of", path, e);
    }
  }

  @Override
  public boolean isExecutable(String path) {
    Path file = FileNames.path(path);
    try {
      return Files.readAttributes(file, PosixFileAttributes.class)
          .permissions()
          .contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (UnsupportedOperationException e) {
      return Files.isExecutable(file);
    } catch (IOException e) {
      throw IoErrors.isMissing(e)
          ? IoErrors.doesNotExist(path)
          : IoErrors.system("getting status of", path, e);
    }
  }

  @Override
  public String resolve(String path, boolean last) {
    return resolver.resolveIn(this, path, last);
  }
}
