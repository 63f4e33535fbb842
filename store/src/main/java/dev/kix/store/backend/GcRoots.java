package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.FileNames;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.Nix32;
import dev.kix.store.path.StorePath;
import dev.kix.store.path.StorePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The garbage collector's roots: symbolic links below {@code gcroots}, to a store path or, for
 * links that users keep elsewhere, to such a link (Nix manual, <i>Garbage Collector Roots</i>).
 */
final class GcRoots {
  private static final String INDIRECT = "auto";

  private final LocalLayout layout;

  GcRoots(LocalLayout layout) {
    this.layout = layout;
  }

  void add(String name, StorePath path) {
    StorePath.checkName(name);
    if (name.equals(INDIRECT)) {
      throw new StoreException(
          "a root cannot be called '" + INDIRECT + "': that folder is the store's");
    }
    replace(layout.roots.resolve(name), Path.of(layout.dir.print(path)));
  }

  void remove(String name) {
    StorePath.checkName(name);
    Path link = layout.roots.resolve(name);
    try {
      if (Files.isSymbolicLink(link)) {
        Files.delete(link);
      }
    } catch (IOException e) {
      throw new StoreException("cannot delete the root '" + link + "': " + Failures.text(e), e);
    }
  }

  /** Keeps alive whatever store path the link at {@code link} says, for as long as it says one. */
  void addIndirect(Path link) {
    Path absolute = link.toAbsolutePath().normalize();
    byte[] name = Hash.sha256(FileNames.full(absolute)).compress(20);
    Path folder = layout.roots.resolve(INDIRECT);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException("cannot make '" + folder + "': " + Failures.text(e), e);
    }
    replace(folder.resolve(Nix32.encode(name)), absolute);
  }

  private static void replace(Path link, Path target) {
    try {
      AtomicFiles.replaceLink(link, target);
    } catch (IOException e) {
      throw new StoreException("cannot write the root '" + link + "': " + Failures.text(e), e);
    }
  }

  /** The store paths that are roots, sorted, valid or not. */
  SortedSet<StorePath> find() {
    return new TreeSet<>(links().values());
  }

  /**
   * The links that are roots, with what they say: those of this store, and where users keep theirs.
   */
  SortedMap<Path, StorePath> links() {
    SortedMap<Path, StorePath> found = new TreeMap<>();
    find(layout.roots, found);
    return found;
  }

  private void find(Path folder, SortedMap<Path, StorePath> found) {
    for (Path entry : LocalLayout.list(folder)) {
      if (AtomicFiles.isTemporary(entry)) {
        continue;
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        find(entry, found);
        continue;
      }
      Path target = target(entry);
      if (target == null) {
        continue;
      }
      StorePath path = storePath(target);
      if (path != null) {
        found.put(entry, path);
        continue;
      }
      Path further = target(target);
      path = further == null ? null : storePath(further);
      if (path != null) {
        found.put(target, path);
      }
    }
  }

  /** What the link says, or null when it is no link (any more). */
  private static @Nullable Path target(Path link) {
    try {
      return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : null;
    } catch (IOException e) {
      throw new StoreException("cannot read the root '" + link + "': " + Failures.text(e), e);
    }
  }

  private @Nullable StorePath storePath(Path target) {
    if (target.startsWith(layout.objects) && !target.equals(layout.objects)) {
      Path name = layout.objects.relativize(target).getName(0);
      try {
        return StorePath.parse(name.toString());
      } catch (StorePathException e) {
        return null;
      }
    }
    String text = target.toString();
    if (!layout.dir.contains(text)) {
      return null;
    }
    try {
      return layout.dir.containing(text);
    } catch (StorePathException e) {
      return null;
    }
  }
}
