package dev.kix.fetchers;

import dev.kix.interpreter.io.IoErrors;
import dev.kix.store.StoreException;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.TreeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that an archive is unpacked into. Nothing is written outside of it, whatever the
 * archive says: the top is above nothing, what was written is kept in memory, and a path leads
 * through folders of it only, never through a link. Rules and words: {@code git-utils.cc} of Nix,
 * which says of an archive what a tree of Git may be; a later entry takes the place of an earlier
 * one, but not of a folder with something in it, and hard links are made when everything is there.
 */
final class ArchiveTree {
  private static final int SHOWN = 200;

  /** No store object has as many folders in folders; a thousand would take seconds to make. */
  private static final int MAX_DEPTH = 128;

  private final Path root;
  private final Folder top = new Folder();
  private final long maxBytes;
  private final int maxFiles;
  private final List<Path> files = new ArrayList<>();
  private final SortedMap<List<String>, List<String>> hardLinks = new TreeMap<>(BY_PARTS);
  private long bytes;
  private int entries;

  /** What was made: a {@link Folder}, a {@link PlainFile} or a {@link Link}. */
  private sealed interface Node {}

  private static final class Folder implements Node {
    private final Map<String, Node> children = new TreeMap<>();
  }

  private record PlainFile(boolean executable) implements Node {}

  private record Link(String target) implements Node {}

  /** As Nix has paths in order: that of a folder before those in it. */
  private static final Comparator<List<String>> BY_PARTS =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = a.get(i).compareTo(b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  /**
   * @param root an empty folder
   */
  ArchiveTree(Path root, long maxBytes, int maxFiles) {
    this.root = root;
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
  }

  /** The most bytes that all files together may have. */
  long maxBytes() {
    return maxBytes;
  }

  void folder(String name) throws IOException {
    count(name);
    List<String> parts = parts(name);
    if (!parts.isEmpty()) {
      Folder parent = parent(parts);
      if (!(parent.children.get(last(parts)) instanceof Folder)) {
        Path path = place(parts, new Folder());
        write(parts, () -> Files.createDirectory(path));
      }
    }
  }

  void file(String name, boolean executable, InputStream content) throws IOException {
    count(name);
    file(parts(name), executable, content);
  }

  private void file(List<String> parts, boolean executable, InputStream content)
      throws IOException {
    Path path = place(parts, new PlainFile(executable));
    InputStream limited = new Limited(content, parts);
    write(parts, () -> TreeWriter.PLAIN.file(path, executable, limited));
    files.add(path);
  }

  void link(String name, String target) throws IOException {
    count(name);
    link(parts(name), target);
  }

  private void link(List<String> parts, String target) throws IOException {
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new IOException("'" + shown(parts) + "' is a symbolic link to nothing");
    }
    Path path = place(parts, new Link(target));
    write(parts, () -> TreeWriter.PLAIN.symlink(path, target));
  }

  /** Makes {@code name} another name of {@code target}, once everything is there. */
  void hardLink(String name, String target) throws IOException {
    count(name);
    hardLinks.put(parts(name), parts(target));
  }

  /** Everything has been said. */
  void finish() throws IOException {
    for (Map.Entry<List<String>, List<String>> entry : hardLinks.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        try {
          copy(entry.getKey(), entry.getValue());
        } catch (IOException e) {
          throw new IOException(
              "cannot create a hard link from '/"
                  + shown(entry.getKey())
                  + "' to '/"
                  + shown(entry.getValue())
                  + "': "
                  + e.getMessage(),
              e);
        }
      }
    }
    hardLinks.clear();
  }

  private void copy(List<String> parts, List<String> target) throws IOException {
    Path source = root;
    Node at = top;
    for (String part : target) {
      if (!(at instanceof Folder folder)) {
        throw new IOException("path '/" + shown(target) + "' has a non-directory parent");
      }
      at = folder.children.get(part);
      if (at == null) {
        throw new IOException("path '/" + shown(target) + "' does not exist");
      }
      source = FileNames.resolve(source, part);
    }
    switch (at) {
      case Folder folder -> throw new IOException("cannot create a hard link to a directory");
      case Link link -> link(parts, link.target);
      case PlainFile file -> {
        if (parts.equals(target)) {
          return;
        }
        try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
          file(parts, file.executable, in);
        }
      }
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
      Map.Entry<String, Node> only = top.children.entrySet().iterator().next();
      if (only.getValue() instanceof Folder) {
        return FileNames.resolve(root, only.getKey());
      }
    }
    return root;
  }

  /** Makes room for {@code node}. */
  private Path place(List<String> parts, Node node) throws IOException {
    if (parts.isEmpty()) {
      throw new IOException("an entry has no name");
    }
    Folder parent = parent(parts);
    Path path = path(parts);
    Node earlier = parent.children.get(last(parts));
    if (earlier instanceof Folder folder && !folder.children.isEmpty()) {
      throw new IOException(
          "cannot create '" + shown(parts) + "', conflicting non-empty directory");
    }
    if (earlier != null) {
      TreeWriter.delete(path);
    }
    parent.children.put(last(parts), node);
    return path;
  }

  /** The folder that the last part lies in, made where it is not there. */
  private Folder parent(List<String> parts) throws IOException {
    Folder at = top;
    for (int i = 0; i < parts.size() - 1; i++) {
      Node next = at.children.get(parts.get(i));
      if (next == null) {
        Folder folder = new Folder();
        Path path = path(parts.subList(0, i + 1));
        write(parts, () -> Files.createDirectory(path));
        at.children.put(parts.get(i), folder);
        at = folder;
      } else if (next instanceof Folder folder) {
        at = folder;
      } else {
        throw new IOException("parent of '" + shown(parts) + "' is not a directory");
      }
    }
    return at;
  }

  private Path path(List<String> parts) {
    return FileNames.resolve(root, String.join("/", parts));
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1);
  }

  /** The parts of a name, in which {@code ..} leads to the top and no further. */
  private static List<String> parts(String name) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (part.indexOf('\0') >= 0) {
        throw new IOException("it holds the unsafe file name '" + shown(name) + "'");
      }
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.remove(parts.size() - 1);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.size() > MAX_DEPTH) {
      throw new IOException("'" + shown(parts) + "' lies in more than " + MAX_DEPTH + " folders");
    }
    return parts;
  }

  /**
   * Refuses a name that leads upwards or begins at the root of the system, where that is no way to
   * name what is in the archive.
   */
  static void requireInside(String name) throws IOException {
    if (name.startsWith("/") || List.of(name.split("/")).contains("..")) {
      throw new IOException("it holds the unsafe file name '" + shown(name) + "'");
    }
  }

  private static String shown(List<String> parts) {
    return shown(String.join("/", parts));
  }

  /** A name in one line of a message. */
  static String shown(String name) {
    String line = name.replace("\n", "\\n").replace("\0", "\\0");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  /** Something that writes. */
  private interface Writing {
    void run() throws IOException;
  }

  /** What the system does not take is said of the name in the archive. */
  private static void write(List<String> parts, Writing writing) throws IOException {
    try {
      writing.run();
    } catch (FileSystemException e) {
      throw new IOException("cannot create '" + shown(parts) + "': " + IoErrors.reason(e), e);
    } catch (StoreException e) {
      throw new IOException(
          "cannot create '"
              + shown(parts)
              + "': Java makes no symbolic links whose target has a slash at its end or two in a"
              + " row",
          e);
    }
  }

  private void count(String name) throws IOException {
    if (++entries > maxFiles) {
      throw new IOException(
          "it has more than " + maxFiles + " files and folders ('" + shown(name) + "')");
    }
  }

  /** Counts the bytes of all files together. */
  private final class Limited extends InputStream {
    private final InputStream in;
    private final List<String> parts;

    Limited(InputStream in, List<String> parts) {
      this.in = in;
      this.parts = parts;
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
        throw new IOException(
            "unpacked it has more than " + maxBytes + " bytes ('" + shown(parts) + "')");
      }
    }
  }
}
