package dev.kix.cluster.testing;

import dev.kix.store.file.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where tests are: {@code tests/*.nix}, at any depth. */
public final class TestFiles {
  private static final Set<String> SKIPPED = Set.of("result", "target", "node_modules");

  private TestFiles() {}

  /**
   * The test files below a folder in the order of their paths; a file is itself. Hidden folders,
   * {@code result}, {@code target}, {@code node_modules} and symbolic links to folders are left
   * out.
   *
   * @param folder absolute, existing
   */
  public static List<Path> below(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isRegularFile(folder)) {
      found.add(folder);
    } else {
      collect(folder, found);
    }
    return found;
  }

  private static void collect(Path folder, List<Path> found) throws IOException {
    for (Path entry : DiskTree.entries(folder)) {
      String name = String.valueOf(entry.getFileName());
      if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
        if (!name.startsWith(".") && !SKIPPED.contains(name)) {
          collect(entry, found);
        }
      } else if (name.endsWith(".nix") && folder.endsWith("tests")) {
        found.add(entry);
      }
    }
  }

  /** How results name a file: relative to the folder, with slashes. */
  public static String shown(Path folder, Path file) {
    String relative = folder.relativize(file).toString().replace('\\', '/');
    return relative.isEmpty() ? String.valueOf(file.getFileName()) : relative;
  }
}
