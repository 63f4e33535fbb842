package dev.kix.store.nar;

import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file tree as a Nix archive. Memory does not grow with the size of files, only with the
 * number of entries in one folder.
 */
public final class NarWriter {
  private static final int BUFFER = 64 * 1024;

  private final @Nullable OutputStream out;
  private final @Nullable Hasher hasher;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;

  private NarWriter(@Nullable OutputStream out, @Nullable Hasher hasher) {
    this.out = out;
    this.hasher = hasher;
  }

  /**
   * Writes the archive of {@code tree} to {@code out}, which is neither flushed nor closed.
   *
   * @throws NarException when the tree is too deep, or a file changed while it was read
   * @throws IOException when reading or writing fails
   */
  public static void write(FileTree tree, OutputStream out) throws IOException {
    new NarWriter(out, null).archive(tree);
  }

  /** The hash that the archive of {@code tree} would have; errors as in {@link #write}. */
  public static NarHash hash(FileTree tree, HashAlgorithm algorithm) throws IOException {
    Hasher hasher = Hasher.of(algorithm);
    new NarWriter(null, hasher).archive(tree);
    return new NarHash(hasher.finish(), hasher.count());
  }

  /** {@link #write} and {@link #hash} in one reading. */
  public static NarHash write(FileTree tree, OutputStream out, HashAlgorithm algorithm)
      throws IOException {
    Hasher hasher = Hasher.of(algorithm);
    new NarWriter(out, hasher).archive(tree);
    return new NarHash(hasher.finish(), hasher.count());
  }

  private void archive(FileTree tree) throws IOException {
    string(NarLimits.MAGIC);
    object(tree, 0);
    drain();
  }

  private void object(FileTree tree, int depth) throws IOException {
    if (depth >= NarLimits.DEPTH) {
      throw new NarException("file tree exceeds maximum NAR directory depth of " + NarLimits.DEPTH);
    }
    string("(");
    string("type");
    if (tree instanceof FileTree.File file) {
      file(file);
    } else if (tree instanceof FileTree.Symlink link) {
      string("symlink");
      string("target");
      String target = link.target();
      if (!NarLimits.isTarget(target)) {
        throw new NarException("file tree contains invalid symlink target '" + target + "'");
      }
      string(target);
    } else if (tree instanceof FileTree.Directory directory) {
      directory(directory, depth);
    }
    string(")");
  }

  private void directory(FileTree.Directory directory, int depth) throws IOException {
    string("directory");
    List<String> names = new ArrayList<>(directory.names());
    Collections.sort(names);
    String previous = "";
    for (String name : names) {
      if (!NarLimits.isName(name) || name.equals(previous)) {
        throw new NarException("file tree contains invalid file name '" + name + "'");
      }
      previous = name;
      string("entry");
      string("(");
      string("name");
      string(name);
      string("node");
      object(directory.child(name), depth + 1);
      string(")");
    }
  }

  private void file(FileTree.File file) throws IOException {
    string("regular");
    if (file.executable()) {
      string("executable");
      string("");
    }
    string("contents");
    long size = file.size();
    number(size);
    long left = size;
    try (InputStream in = file.open()) {
      while (left > 0) {
        if (filled == BUFFER) {
          drain();
        }
        int count = in.read(buffer, filled, (int) Math.min(BUFFER - filled, left));
        if (count < 0) {
          break;
        }
        filled += count;
        left -= count;
      }
      if (left > 0 || in.read() >= 0) {
        throw new NarException(
            "a file changed while it was read (expected " + size + " bytes): " + file);
      }
    }
    pad(size);
  }

  private void string(String text) throws IOException {
    int length = text.length();
    number(length);
    for (int i = 0; i < length; i++) {
      one((byte) text.charAt(i));
    }
    pad(length);
  }

  private void number(long value) throws IOException {
    for (int shift = 0; shift < 64; shift += 8) {
      one((byte) (value >>> shift));
    }
  }

  private void pad(long length) throws IOException {
    for (int over = (int) (length & 7); over != 0 && over < 8; over++) {
      one((byte) 0);
    }
  }

  private void one(byte b) throws IOException {
    if (filled == BUFFER) {
      drain();
    }
    buffer[filled++] = b;
  }

  private void drain() throws IOException {
    if (hasher != null) {
      hasher.update(buffer, 0, filled);
    }
    if (out != null) {
      out.write(buffer, 0, filled);
    }
    filled = 0;
  }
}
