package dev.kix.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A file system object in Nix's sense: a {@link File}, a {@link Symlink} or a {@link Directory} of
 * more of them. Nothing else of a real file (owner, times, modes) counts. Implement one of the
 * three to serialise trees that exist nowhere on disk.
 *
 * <p>Names and link targets are bytes in a String, one char each.
 */
public sealed interface FileTree {

  /** A regular file. */
  non-sealed interface File extends FileTree {
    boolean executable() throws IOException;

    /** Length in bytes. */
    long size() throws IOException;

    /**
     * The content, from its start; it must give exactly {@link #size} bytes. The caller closes it.
     */
    InputStream open() throws IOException;
  }

  /** A symbolic link. */
  non-sealed interface Symlink extends FileTree {
    /** What the link says, unresolved; never empty. */
    String target() throws IOException;
  }

  /** A folder. */
  non-sealed interface Directory extends FileTree {
    /** Names of the entries, in any order, without duplicates, {@code .} and {@code ..}. */
    List<String> names() throws IOException;

    /** The entry called {@code name}, one of {@link #names}. */
    FileTree child(String name) throws IOException;
  }
}
