package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.nar.NarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.jspecify.annotations.Nullable;

/**
 * The tracked files of a working tree, as they are on disk.
 *
 * @param folder the working tree
 * @param head the commit that is checked out, or null before the first one
 * @param files what Git tracks and what is there, submodules not among them
 * @param dirty whether anything differs from the commit
 * @param changed which of the files differ from the commit; when {@code dirty} was all that was
 *     asked for only the first
 * @param deleted what the commit or the index has, and the folder or the index has not
 */
record WorkTree(
    Path folder,
    @Nullable ObjectId head,
    SortedSet<String> files,
    boolean dirty,
    SortedSet<String> changed,
    SortedSet<String> deleted) {
  private static final int HEAD = 0;
  private static final int INDEX = 1;
  private static final int DISK = 2;

  /** Looks at every tracked file; one whose time and size are those of the index is not read. */
  static WorkTree read(GitRepository repository) {
    return read(repository, false);
  }

  /** The same, and every change is looked for. */
  static WorkTree readChanges(GitRepository repository) {
    return read(repository, true);
  }

  private static WorkTree read(GitRepository repository, boolean all) {
    ObjectId head = repository.head();
    try (Scan scan = new Scan(repository, head, all)) {
      scan.run();
      boolean dirty = !scan.changed.isEmpty() || !scan.deleted.isEmpty();
      return new WorkTree(repository.folder(), head, scan.files, dirty, scan.changed, scan.deleted);
    } catch (IOException e) {
      throw repository.failure("getting working directory status", e);
    }
  }

  private static final class Scan implements AutoCloseable {
    private final SortedSet<String> files = new TreeSet<>();
    private final SortedSet<String> changed = new TreeSet<>();
    private final SortedSet<String> deleted = new TreeSet<>();
    private final TreeWalk walk;
    private final boolean all;

    Scan(GitRepository repository, @Nullable ObjectId head, boolean all) {
      this.all = all;
      Repository git = repository.git();
      walk = new TreeWalk(git);
      try {
        if (head == null) {
          walk.addTree(new EmptyTreeIterator());
        } else {
          try (RevWalk commits = new RevWalk(git)) {
            walk.addTree(commits.parseCommit(head).getTree());
          }
        }
        walk.addTree(new DirCacheIterator(git.readDirCache()));
        PlainFileIterator disk = new PlainFileIterator(git);
        walk.addTree(disk);
        disk.setDirCacheIterator(walk, INDEX);
      } catch (IOException e) {
        walk.close();
        throw repository.failure("getting working directory status", e);
      }
    }

    void run() throws IOException {
      while (walk.next()) {
        FileMode index = walk.getFileMode(INDEX);
        FileMode head = walk.getFileMode(HEAD);
        if (index == FileMode.TREE || head == FileMode.TREE) {
          // What is on disk only is not tracked, and not looked at.
          walk.enterSubtree();
        }
        look(head, index);
      }
    }

    private void look(FileMode head, FileMode index) throws IOException {
      boolean tracked = isFile(index);
      boolean committed = isFile(head);
      if (!tracked && !committed) {
        return;
      }
      DirCacheIterator entry = walk.getTree(INDEX, DirCacheIterator.class);
      if (!tracked || entry == null) {
        deleted.add(path()); // from the index
        return;
      }
      WorkingTreeIterator disk = walk.getTree(DISK, WorkingTreeIterator.class);
      if (disk == null || disk.getEntryFileMode() == FileMode.TREE) {
        deleted.add(path());
        return;
      }
      files.add(path());
      boolean known = !all && !(changed.isEmpty() && deleted.isEmpty());
      if (!known
          && (!head.equals(index)
              || !walk.idEqual(HEAD, INDEX)
              || entry.getDirCacheEntry().getStage() != 0
              || disk.isModified(entry.getDirCacheEntry(), true, walk.getObjectReader()))) {
        changed.add(path());
      }
    }

    private String path() {
      return Bytes.fromArray(walk.getRawPath());
    }

    private static boolean isFile(FileMode mode) {
      return mode != FileMode.TREE && mode != FileMode.GITLINK && mode != FileMode.MISSING;
    }

    @Override
    public void close() {
      walk.close();
    }
  }

  /** A digest of everything that differs from the commit, as Nix computes it; in base 16. */
  String changesDigest() throws IOException {
    MessageDigest digest = sha512();
    OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    for (String file : changed) {
      text(out, "modified:");
      text(out, "/" + file);
      NarWriter.write(DiskTree.of(FileNames.resolve(folder, file)), out);
    }
    for (String file : deleted) {
      text(out, "deleted:");
      text(out, "/" + file);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** A string as archives have it: its length, itself, zeros up to a multiple of eight bytes. */
  private static void text(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + (bytes.length + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(bytes.length).put(bytes);
    out.write(buffer.array());
  }

  /**
   * The tracked files as a tree.
   *
   * @param exportIgnore whether files that {@code .gitattributes} keeps out of archives are left
   *     out
   * @param mounts trees in place of submodules, by path
   */
  FileTree tree(boolean exportIgnore, Map<String, FileTree> mounts) throws IOException {
    Level top = new Level();
    for (String file : files) {
      top.put(file, DiskTree.of(FileNames.resolve(folder, file)));
    }
    for (Map.Entry<String, FileTree> mount : mounts.entrySet()) {
      top.put(mount.getKey(), mount.getValue());
    }
    return top.freeze(exportIgnore, "", GitAttributes.NONE, folder);
  }

  /** A folder under construction. */
  private static final class Level {
    private final SortedMap<String, Level> folders = new TreeMap<>();
    private final SortedMap<String, FileTree> leaves = new TreeMap<>();

    void put(String path, FileTree tree) {
      int slash = path.indexOf('/');
      if (slash < 0) {
        leaves.put(path, tree);
      } else {
        folders
            .computeIfAbsent(path.substring(0, slash), n -> new Level())
            .put(path.substring(slash + 1), tree);
      }
    }

    FileTree freeze(boolean exportIgnore, String path, GitAttributes outer, Path disk)
        throws IOException {
      GitAttributes attributes = outer;
      if (exportIgnore && leaves.containsKey(".gitattributes")) {
        Path rules = disk.resolve(".gitattributes");
        if (Files.isRegularFile(rules, LinkOption.NOFOLLOW_LINKS)) {
          attributes = outer.in(path, Bytes.fromArray(Files.readAllBytes(rules)));
        }
      }
      SortedMap<String, FileTree> entries = new TreeMap<>();
      for (Map.Entry<String, FileTree> leaf : leaves.entrySet()) {
        boolean folder = leaf.getValue() instanceof FileTree.Directory;
        if (!exportIgnore || !attributes.isExportIgnored(path + leaf.getKey(), folder)) {
          entries.put(leaf.getKey(), leaf.getValue());
        }
      }
      for (Map.Entry<String, Level> e : folders.entrySet()) {
        String child = path + e.getKey();
        if (!exportIgnore || !attributes.isExportIgnored(child, true)) {
          entries.put(
              e.getKey(),
              e.getValue()
                  .freeze(
                      exportIgnore, child + "/", attributes, FileNames.resolve(disk, e.getKey())));
        }
      }
      return MemoryTree.directory(entries);
    }
  }
}
