package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * The files of a commit, read from the repository when they are asked for. Submodules are empty
 * folders unless something is mounted at them. Thread-safe.
 */
final class CommitTree {
  /** As in Git, which reads no larger file of attributes. */
  private static final int MAX_TEXT = 100 << 20;

  private final Repository git;
  private final boolean exportIgnore;
  private final @Nullable LfsFiles lfs;
  private final Map<String, FileTree> mounts;

  private CommitTree(
      Repository git, boolean exportIgnore, @Nullable LfsFiles lfs, Map<String, FileTree> mounts) {
    this.git = git;
    this.exportIgnore = exportIgnore;
    this.lfs = lfs;
    this.mounts = mounts;
  }

  /**
   * The tree of a commit. The repository must stay open as long as it is used.
   *
   * @param exportIgnore whether files that {@code .gitattributes} keeps out of archives are left
   *     out
   * @param lfs where files are that Git LFS keeps, or null to take what stands for them
   * @param mounts trees in place of submodules, by path
   */
  static FileTree of(
      Repository git,
      ObjectId commit,
      boolean exportIgnore,
      @Nullable LfsFiles lfs,
      Map<String, FileTree> mounts)
      throws IOException {
    CommitTree tree = new CommitTree(git, exportIgnore, lfs, mounts);
    try (RevWalk walk = new RevWalk(git)) {
      ObjectId root = walk.parseCommit(commit).getTree().copy();
      return tree.new Folder(root, "", GitAttributes.NONE);
    }
  }

  /** One entry of a folder. */
  private record Entry(FileMode mode, ObjectId id) {}

  private final class Folder implements FileTree.Directory {
    private final ObjectId id;
    private final String path;
    private final GitAttributes outer;
    private @Nullable SortedMap<String, FileTree> children;

    /**
     * @param path of this folder, empty or with a slash at its end
     * @param outer the attributes that the folders above say
     */
    Folder(ObjectId id, String path, GitAttributes outer) {
      this.id = id;
      this.path = path;
      this.outer = outer;
    }

    @Override
    public List<String> names() throws IOException {
      return new ArrayList<>(children().keySet());
    }

    @Override
    public FileTree child(String name) throws IOException {
      FileTree child = children().get(name);
      if (child == null) {
        throw new IOException("there is no '" + name + "'");
      }
      return child;
    }

    private synchronized SortedMap<String, FileTree> children() throws IOException {
      SortedMap<String, FileTree> known = children;
      if (known == null) {
        known = read();
        children = known;
      }
      return known;
    }

    private SortedMap<String, FileTree> read() throws IOException {
      SortedMap<String, Entry> entries = entries(id);
      GitAttributes attributes = outer;
      Entry rules = entries.get(".gitattributes");
      if ((exportIgnore || lfs != null) && rules != null) {
        attributes = outer.in(path, content(rules.id, path + ".gitattributes"));
      }
      SortedMap<String, FileTree> trees = new TreeMap<>();
      for (Map.Entry<String, Entry> e : entries.entrySet()) {
        String child = path + e.getKey();
        Entry entry = e.getValue();
        boolean folder = entry.mode == FileMode.TREE || entry.mode == FileMode.GITLINK;
        if (!exportIgnore || !attributes.isExportIgnored(child, folder)) {
          trees.put(e.getKey(), tree(entry, child, attributes));
        }
      }
      return trees;
    }

    private FileTree tree(Entry entry, String child, GitAttributes attributes) throws IOException {
      if (entry.mode == FileMode.TREE) {
        return new Folder(entry.id, child + "/", attributes);
      }
      if (entry.mode == FileMode.GITLINK) {
        FileTree mounted = mounts.get(child);
        return mounted == null ? MemoryTree.directory(Map.of()) : mounted;
      }
      if (entry.mode == FileMode.SYMLINK) {
        return MemoryTree.symlink(content(entry.id, child));
      }
      boolean executable = entry.mode == FileMode.EXECUTABLE_FILE;
      return lfs != null && attributes.isLfs(child)
          ? new LfsBlob(entry.id, executable, child, lfs)
          : new Blob(entry.id, executable);
    }
  }

  private SortedMap<String, Entry> entries(ObjectId tree) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    try (ObjectReader reader = git.newObjectReader()) {
      CanonicalTreeParser parser = new CanonicalTreeParser();
      parser.reset(reader, tree);
      for (; !parser.eof(); parser.next()) {
        byte[] path = parser.getEntryPathBuffer();
        int start = parser.getNameOffset();
        String name =
            Bytes.fromArray(Arrays.copyOfRange(path, start, start + parser.getNameLength()));
        entries.put(name, new Entry(parser.getEntryFileMode(), parser.getEntryObjectId()));
      }
    }
    return entries;
  }

  private String content(ObjectId blob, String path) throws IOException {
    return text(git, blob, path);
  }

  /**
   * A link's target or a file of rules: what is read as a whole.
   *
   * @param path of it, for messages
   */
  static String text(Repository git, ObjectId blob, String path) throws IOException {
    ObjectLoader loader = git.open(blob);
    if (loader.getSize() > MAX_TEXT) {
      throw new IOException("'" + Bytes.decode(path) + "' is larger than " + MAX_TEXT + " bytes");
    }
    return Bytes.fromArray(loader.getBytes(MAX_TEXT));
  }

  private class Blob implements FileTree.File {
    private final ObjectId id;
    private final boolean executable;

    Blob(ObjectId id, boolean executable) {
      this.id = id;
      this.executable = executable;
    }

    @Override
    public boolean executable() {
      return executable;
    }

    @Override
    public long size() throws IOException {
      ObjectLoader loader = git.open(id);
      return loader.getSize();
    }

    @Override
    public InputStream open() throws IOException {
      return git.open(id).openStream();
    }
  }

  /** A file that Git LFS keeps, unless what stands for it is none of its pointers. */
  private final class LfsBlob extends Blob {
    private final String path;
    private final LfsFiles files;
    private @Nullable Optional<Path> file;

    LfsBlob(ObjectId id, boolean executable, String path, LfsFiles files) {
      super(id, executable);
      this.path = path;
      this.files = files;
    }

    private synchronized Optional<Path> file() throws IOException {
      Optional<Path> known = file;
      if (known == null) {
        try (InputStream in = super.open()) {
          String start = Bytes.fromArray(in.readNBytes(LfsFiles.MAX_POINTER));
          known = Optional.ofNullable(files.file(path, start));
        }
        file = known;
      }
      return known;
    }

    @Override
    public long size() throws IOException {
      Optional<Path> fetched = file();
      return fetched.isPresent() ? Files.size(fetched.get()) : super.size();
    }

    @Override
    public InputStream open() throws IOException {
      Optional<Path> fetched = file();
      return fetched.isPresent() ? Files.newInputStream(fetched.get()) : super.open();
    }
  }
}
