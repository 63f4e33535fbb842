package dev.kix.store.file;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** File trees held in memory. All are immutable and compare by content. */
public final class MemoryTree {
  private MemoryTree() {}

  /** A regular file that is not executable. The array is copied. */
  public static FileTree.File file(byte[] content) {
    return new MemoryFile(content.clone(), false);
  }

  /** A regular file. The array is copied. */
  public static FileTree.File file(byte[] content, boolean executable) {
    return new MemoryFile(content.clone(), executable);
  }

  /** A regular file with the bytes of a Nix string (one char a byte). */
  public static FileTree.File text(String content) {
    return new MemoryFile(content.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  /** A symbolic link. */
  public static FileTree.Symlink symlink(String target) {
    return new MemorySymlink(target);
  }

  /** A folder. The map is copied. */
  public static FileTree.Directory directory(Map<String, ? extends FileTree> entries) {
    return new MemoryDirectory(Collections.unmodifiableSortedMap(new TreeMap<>(entries)));
  }

  private static final class MemoryFile implements FileTree.File {
    private final byte[] content;
    private final boolean executable;

    MemoryFile(byte[] content, boolean executable) {
      this.content = content;
      this.executable = executable;
    }

    @Override
    public boolean executable() {
      return executable;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MemoryFile file
          && executable == file.executable
          && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Arrays.hashCode(content), executable);
    }

    @Override
    public String toString() {
      return (executable ? "executable " : "file ") + content.length;
    }
  }

  private record MemorySymlink(String target) implements FileTree.Symlink {}

  private record MemoryDirectory(SortedMap<String, FileTree> entries)
      implements FileTree.Directory {
    @Override
    public List<String> names() {
      return new ArrayList<>(entries.keySet());
    }

    @Override
    public FileTree child(String name) {
      FileTree child = entries.get(name);
      if (child == null) {
        throw new IllegalArgumentException("no entry '" + name + "'");
      }
      return child;
    }
  }
}
