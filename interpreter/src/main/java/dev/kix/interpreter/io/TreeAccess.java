package dev.kix.interpreter.io;

import dev.kix.store.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files that exist as {@link FileTree}s. Symbolic links lead nowhere outside what it knows. */
abstract class TreeAccess implements FileAccess {
  /** The tree at {@code path}, no link followed, or null. */
  abstract @Nullable FileTree find(String path) throws IOException;

  /** Walks down from {@code tree} along {@code path}, which begins at index {@code from}. */
  static @Nullable FileTree walk(FileTree tree, String path, int from) throws IOException {
    FileTree at = tree;
    int start = from;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        end = path.length();
      }
      String name = path.substring(start, end);
      if (!(at instanceof FileTree.Directory folder) || !folder.names().contains(name)) {
        return null;
      }
      at = folder.child(name);
      start = end + 1;
    }
    return at;
  }

  @Override
  public @Nullable FileKind kind(String path) {
    try {
      FileTree tree = find(path);
      return tree == null ? null : kindOf(tree);
    } catch (IOException e) {
      throw IoErrors.system("getting status of", path, e);
    }
  }

  private static FileKind kindOf(FileTree tree) {
    if (tree instanceof FileTree.Directory) {
      return FileKind.DIRECTORY;
    }
    return tree instanceof FileTree.File ? FileKind.REGULAR : FileKind.SYMLINK;
  }

  private FileTree followed(String path) throws IOException {
    FileTree tree = find(resolve(path, true));
    if (tree == null) {
      throw missing(path);
    }
    return tree;
  }

  private FileTree.File file(String path) throws IOException {
    if (followed(path) instanceof FileTree.File file) {
      return file;
    }
    throw IoErrors.notRegular(path);
  }

  @Override
  public byte[] read(String path) {
    try (InputStream in = file(path).open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw IoErrors.system("opening", path, e);
    }
  }

  @Override
  public InputStream open(String path) {
    try {
      return file(path).open();
    } catch (IOException e) {
      throw IoErrors.system("opening", path, e);
    }
  }

  @Override
  public long size(String path) {
    try {
      return file(path).size();
    } catch (IOException e) {
      throw IoErrors.system("getting status of", path, e);
    }
  }

  @Override
  public boolean isExecutable(String path) {
    try {
      return file(path).executable();
    } catch (IOException e) {
      throw IoErrors.system("getting status of", path, e);
    }
  }

  @Override
  public SortedMap<String, FileKind> list(String path) {
    try {
      FileTree tree = find(resolve(path, true));
      if (tree == null) {
        throw missing(path);
      }
      if (!(tree instanceof FileTree.Directory folder)) {
        throw IoErrors.notDirectory(path);
      }
      SortedMap<String, FileKind> entries = new TreeMap<>();
      for (String name : folder.names()) {
        entries.put(name, kindOf(folder.child(name)));
      }
      return entries;
    } catch (IOException e) {
      throw IoErrors.system("reading directory", path, e);
    }
  }

  @Override
  public String readLink(String path) {
    try {
      FileTree tree = find(path);
      if (tree == null) {
        throw missing(path);
      }
      if (tree instanceof FileTree.Symlink link) {
        return link.target();
      }
      throw IoErrors.notSymlink(path);
    } catch (IOException e) {
      throw IoErrors.system("reading symbolic link", path, e);
    }
  }
}
