package dev.kix.store.nar;

import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what an archive contains in memory, up to a limit. For one archive and one thread. */
public final class TreeNarSink implements NarSink {
  /** What an entry takes beside its content: name, object, map node. */
  private static final int ENTRY_COST = 256;

  private final long limit;
  private long held;
  private final Deque<Map<String, FileTree>> folders = new ArrayDeque<>();
  private final Deque<String> names = new ArrayDeque<>();
  private @Nullable FileTree root;

  /**
   * @param limit how many bytes to hold at most, files and an allowance for each entry together
   */
  public TreeNarSink(long limit) {
    this.limit = limit;
  }

  /**
   * The tree that was read.
   *
   * @throws IllegalStateException before an archive has been read to its end
   */
  public FileTree tree() {
    if (root == null) {
      throw new IllegalStateException("no archive has been read");
    }
    return root;
  }

  @Override
  public void file(boolean executable, long size, InputStream content) throws IOException {
    hold(size);
    // Grows with what is really there, not with what the size says.
    put(MemoryTree.file(content.readAllBytes(), executable));
  }

  @Override
  public void symlink(String target) {
    hold(target.length());
    put(MemoryTree.symlink(target));
  }

  @Override
  public void beginDirectory() {
    hold(0);
    folders.push(new TreeMap<>());
  }

  @Override
  public void entry(String name) {
    names.push(name);
  }

  @Override
  public void endDirectory() {
    put(MemoryTree.directory(folders.pop()));
  }

  private void put(FileTree tree) {
    Map<String, FileTree> folder = folders.peek();
    if (folder == null) {
      root = tree;
    } else {
      folder.put(names.pop(), tree);
    }
  }

  private void hold(long size) {
    held += ENTRY_COST;
    if (size > limit - held) {
      throw new NarException(
          "the archive's content is larger than the limit of " + limit + " bytes");
    }
    held += size;
  }
}
