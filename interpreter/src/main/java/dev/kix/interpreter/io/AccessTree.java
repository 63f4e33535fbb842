package dev.kix.interpreter.io;

import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FileAccess} shows at one path, as a {@link FileTree}. Folders and names are read
 * when the tree is made, so that a filter runs once and then; files are read when they are opened.
 */
public final class AccessTree {
  /** Which files of a tree to keep; those below a folder that is not kept are never asked about. */
  @FunctionalInterface
  public interface Filter {
    boolean keeps(String path, FileKind kind);
  }

  private AccessTree() {}

  /**
   * The tree at {@code path}; a symbolic link there is not followed.
   *
   * @param filter asked about everything below {@code path}, not about {@code path}; null keeps all
   */
  public static FileTree of(FileAccess files, String path, @Nullable Filter filter) {
    FileKind kind = files.kind(path);
    if (kind == null) {
      files.checkAccess(path);
      throw files.missing(path);
    }
    return read(files, path, kind, filter);
  }

  private static FileTree read(
      FileAccess files, String path, FileKind kind, @Nullable Filter filter) {
    switch (kind) {
      case REGULAR -> {
        return new AccessFile(files, path, files.isExecutable(path));
      }
      case SYMLINK -> {
        return MemoryTree.symlink(files.readLink(path));
      }
      case DIRECTORY -> {
        Map<String, FileTree> entries = new TreeMap<>();
        for (Map.Entry<String, FileKind> entry : files.list(path).entrySet()) {
          String child = CanonicalPath.child(path, entry.getKey());
          if (filter == null || filter.keeps(child, entry.getValue())) {
            entries.put(entry.getKey(), read(files, child, entry.getValue(), filter));
          }
        }
        return MemoryTree.directory(entries);
      }
      default -> throw IoErrors.error("file '" + path + "' has an unsupported type");
    }
  }

  private record AccessFile(FileAccess files, String path, boolean executable)
      implements FileTree.File {
    @Override
    public long size() {
      return files.size(path);
    }

    @Override
    public InputStream open() {
      return files.open(path);
    }
  }
}
