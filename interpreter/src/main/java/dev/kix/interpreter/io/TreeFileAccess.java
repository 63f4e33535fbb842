package dev.kix.interpreter.io;

import dev.kix.store.file.FileTree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One file tree at one path, read-only: text from memory, sources out of a jar. Everything outside
 * does not exist. Thread-safe if the tree is.
 */
public final class TreeFileAccess extends TreeAccess {
  private final String root;
  private final FileTree tree;

  /**
   * @param root where the tree is, absolute and canonical
   */
  public TreeFileAccess(String root, FileTree tree) {
    this.root = root;
    this.tree = tree;
  }

  @Override
  @Nullable FileTree find(String path) throws IOException {
    if (path.equals(root)) {
      return tree;
    }
    if (!CanonicalPath.isWithin(path, root)) {
      return null;
    }
    return walk(tree, path, root.equals("/") ? 1 : root.length() + 1);
  }
}
