package dev.kix.fetchers;

import dev.kix.store.file.FileNames;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that an archive is unpacked into. Nothing is written outside of it, whatever the
 * archive says: what was written is kept in memory, and a path leads through folders of it only,
 * never through a link. A later entry takes the place of an earlier one.
 */
final class ArchiveTree {
  private final Path root;
  private final Folder top = new Folder();
  private final long maxBytes;
  private final int maxFiles;
  private final List<Path> files = new ArrayList<>();
  private long bytes;
  private int entries;

  /** A folder that was made. */
  private static final class Folder {
    /** A {@link Folder}, a {@link Link} or {@link #FILE}. */
    private final Map<String, Object> children = new TreeMap<>();
  }

  /** A symbolic link that was made. */
  private record Link(String target) {}

  private static final Object FILE = new Object();

  /**
   * @param root an empty folder
   */
  ArchiveTree(Path root, long maxBytes, int maxFiles) {
    this.root = root;
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
  }

  void folder(String name) throws IOException {
    count(name);
    List<String> parts = parts(name);
    Folder at = top;
    Path path = root;
    for (String part : parts) {
      path = FileNames.resolve(path, part);
      at = enter(at, part, path, name);
    }
  }

  void file(String name, boolean executable, InputStream content) throws IOException {
    Path path = place(name, FILE);
    TreeWriter.PLAIN.file(path, executable, new Limited(content, name));
    files.add(path);
  }

  void link(String name, String target) throws IOException {
    if (target.isEmpty()) {
      throw new IOException("'" + name + "' is a symbolic link to nothing");
    }
    TreeWriter.PLAIN.symlink(place(name, new Link(target)), target);
  }

  /** Makes {@code name} another name of {@code target}, an earlier file or link. */
  void hardLink(String name, String target) throws IOException {
    Path source = root;
    Object at = top;
    for (String part : parts(target)) {
      at = at instanceof Folder folder ? folder.children.get(part) : null;
      source = FileNames.resolve(source, part);
    }
    if (at instanceof Link link) {
      link(name, link.target);
    } else if (at == FILE) {
      boolean executable = Files.isExecutable(source);
      try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
        file(name, executable, in);
      }
    } else {
      throw new IOException(
          "'" + name + "' is a hard link to '" + target + "', which is not there yet");
    }
  }

  /** Whether nothing has been unpacked. */
  boolean isEmpty() {
    return top.children.isEmpty();
  }

  /** Writes everything through to the disk. */
  void sync() throws IOException {
    // All at once at the end: the first one writes what the others wait for (one by one, 40,000
    // files take minutes).
    for (Path file : files) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          channel.force(false);
        }
      }
    }
  }

  /** The folder that holds everything: the one at the top if there is nothing beside it. */
  Path content() {
    if (top.children.size() == 1) {
      Map.Entry<String, Object> only = top.children.entrySet().iterator().next();
      if (only.getValue() instanceof Folder) {
        return FileNames.resolve(root, only.getKey());
      }
    }
    return root;
  }

  private Path place(String name, Object kind) throws IOException {
    count(name);
    List<String> parts = parts(name);
    if (parts.isEmpty()) {
      throw new IOException("an entry has no name");
    }
    Folder at = top;
    Path path = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      path = FileNames.resolve(path, part);
      at = enter(at, part, path, name);
    }
    String last = parts.get(parts.size() - 1);
    path = FileNames.resolve(path, last);
    Object earlier = at.children.put(last, kind);
    if (earlier != null) {
      TreeWriter.delete(path);
    }
    return path;
  }

  private static Folder enter(Folder at, String part, Path path, String name) throws IOException {
    Object next = at.children.get(part);
    if (next == null) {
      Folder folder = new Folder();
      Files.createDirectory(path);
      at.children.put(part, folder);
      return folder;
    }
    if (next instanceof Folder folder) {
      return folder;
    }
    throw new IOException(
        "'"
            + name
            + "' lies in a "
            + (next instanceof Link ? "symbolic link" : "file")
            + " of the archive, not in a folder");
  }

  /** The parts of a name; one that leads upwards or to another place is refused. */
  private static List<String> parts(String name) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IOException("it holds the unsafe file name '" + name + "'");
      }
      parts.add(part);
    }
    return parts;
  }

  private void count(String name) throws IOException {
    if (++entries > maxFiles) {
      throw new IOException("it has more than " + maxFiles + " files and folders ('" + name + "')");
    }
  }

  /** Counts the bytes of all files together. */
  private final class Limited extends InputStream {
    private final InputStream in;
    private final String name;

    Limited(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        add(1);
      }
      return b;
    }

    @Override
    public int read(byte @Nullable [] buffer, int from, int length) throws IOException {
      int n = in.read(buffer, from, length);
      add(Math.max(n, 0));
      return n;
    }

    private void add(int n) throws IOException {
      bytes += n;
      if (bytes > maxBytes) {
        throw new IOException("unpacked it has more than " + maxBytes + " bytes ('" + name + "')");
      }
    }
  }
}
