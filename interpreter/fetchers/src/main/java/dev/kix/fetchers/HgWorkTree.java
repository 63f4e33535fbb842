package dev.kix.fetchers;

import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileNames;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tracked files of a work tree of Mercurial, as they are on disk. */
final class HgWorkTree {
  private final HgProgram hg;
  private final Path folder;

  /**
   * @param hg run in {@code folder}
   */
  HgWorkTree(HgProgram hg, Path folder) {
    this.hg = hg;
    this.folder = folder;
  }

  /** Whether a tracked file was changed, added or removed. */
  boolean isDirty() {
    return !hg.text("status", "-R", folder.toString(), "--modified", "--added", "--removed")
        .isEmpty();
  }

  String branch() {
    return hg.text("branch", "-R", folder.toString()).replaceFirst("[\\s]+$", "");
  }

  /** The files; what a repository claims to track outside of its folder is not there. */
  FileTree tree() throws IOException {
    String listed =
        hg.text(
            "status",
            "-R",
            folder.toString(),
            "--clean",
            "--modified",
            "--added",
            "--no-status",
            "--print0");
    SortedSet<String> files = new TreeSet<>();
    for (String file : listed.split("\0")) {
      if (isInside(file)) {
        files.add(file);
      }
    }
    return read(folder, files);
  }

  private static boolean isInside(String file) {
    return !file.isEmpty()
        && List.of(file.split("/", -1)).stream()
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  private static FileTree read(Path folder, SortedSet<String> files) throws IOException {
    SortedMap<String, FileTree> entries = new TreeMap<>();
    SortedMap<String, SortedSet<String>> folders = new TreeMap<>();
    for (String file : files) {
      int slash = file.indexOf('/');
      if (slash >= 0) {
        folders
            .computeIfAbsent(file.substring(0, slash), name -> new TreeSet<>())
            .add(file.substring(slash + 1));
        continue;
      }
      try {
        FileTree tree = DiskTree.of(FileNames.resolve(folder, file));
        if (!(tree instanceof FileTree.Directory)) {
          entries.put(file, tree);
        }
      } catch (NoSuchFileException e) {
        continue; // it vanished since it was listed
      }
    }
    for (var inner : folders.entrySet()) {
      Path path = FileNames.resolve(folder, inner.getKey());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        entries.put(inner.getKey(), read(path, inner.getValue()));
      }
    }
    return MemoryTree.directory(entries);
  }
}
