package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.nar.NarException;
import dev.kix.store.nar.NarHash;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store on disk, below a folder that needs no special rights. Store paths are those of {@link
 * #dir()}, usually {@code /nix/store}; where the files really are says {@link #file}.
 *
 * <p>What a method has added when it returns is on the disk and outlives a crash; a crash before
 * that leaves the store as it was. Many threads, instances and processes may use one store at once.
 * While an instance is open nothing in the store is collected, so results may be linked to at
 * leisure; close it in the end.
 *
 * <p>The format is described in docs/design/0002-local-store.md.
 */
public final class LocalStore implements Store, AutoCloseable {
  private final LocalLayout layout;
  private final StoreLock lock;
  private final LocalWriter writer;
  private final GcRoots roots;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalStore(LocalLayout layout, StoreLock lock) {
    this.layout = layout;
    this.lock = lock;
    writer = new LocalWriter(layout, lock);
    roots = new GcRoots(layout);
  }

  /**
   * Opens the store in the folder {@code root}, making it when there is none; waits while its
   * garbage is being collected.
   *
   * @throws StoreException when the folder cannot be used, or has another format
   */
  public static LocalStore open(Path root, StoreDir dir) {
    LocalLayout layout = LocalLayout.open(dir, root);
    return new LocalStore(layout, StoreLock.open(layout.root.resolve("lock")));
  }

  /** As {@link #open(Path, StoreDir)} for {@code /nix/store}. */
  public static LocalStore open(Path root) {
    return open(root, StoreDir.NIX_STORE);
  }

  /**
   * The folder for a user's store: {@code $KIX_STORE}, else {@code $XDG_DATA_HOME/kix}, else {@code
   * ~/.local/share/kix} (XDG Base Directory Specification, which has relative paths ignored).
   *
   * @param environment variables of the process
   * @param home the user's home folder
   */
  public static Path defaultRoot(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("KIX_STORE", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = data.startsWith("/") ? Path.of(data) : home.resolve(".local").resolve("share");
    return base.resolve("kix");
  }

  /** Lets others collect garbage again. Closing twice does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      lock.close();
    }
  }

  @Override
  public StoreDir dir() {
    return layout.dir;
  }

  /** Where the files of the object at {@code path} are, or would be. */
  public Path file(StorePath path) {
    return layout.object(path);
  }

  @Override
  public boolean contains(StorePath path) {
    return layout.contains(path);
  }

  /** All objects, sorted. */
  public List<StorePath> paths() {
    return layout.paths();
  }

  @Override
  public PathInfo info(StorePath path) {
    return layout.readInfo(path);
  }

  @Override
  public FileTree tree(StorePath path) {
    if (!contains(path)) {
      throw new StoreException("path '" + dir().print(path) + "' is not valid");
    }
    Path file = file(path);
    try {
      return DiskTree.of(file);
    } catch (NoSuchFileException e) {
      throw new StoreException("store object '" + file + "' has vanished from the store", e);
    } catch (IOException e) {
      throw new StoreException("cannot read '" + file + "': " + Failures.text(e), e);
    }
  }

  @Override
  public Derivation derivation(StorePath path) {
    return Derivations.read(dir(), path, tree(path));
  }

  @Override
  public StorePath addText(String name, String text, Collection<StorePath> references) {
    ContentAddress address = new ContentAddress(ContentAddressMethod.TEXT, Hash.sha256(text));
    return addAddressed(name, MemoryTree.text(text), address, references);
  }

  @Override
  public StorePath addTree(
      String name,
      FileTree tree,
      ContentAddressMethod method,
      HashAlgorithm algorithm,
      Collection<StorePath> references) {
    ContentAddress address = ContentHash.of(tree, method, algorithm);
    return addAddressed(name, ContentHash.stored(tree, method), address, references);
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    return addText(derivation.fileName(), derivation.toATerm(dir()), derivation.references());
  }

  private StorePath addAddressed(
      String name, FileTree tree, ContentAddress address, Collection<StorePath> references) {
    StorePath path = dir().makeContentAddressedPath(name, address, references, false);
    if (!contains(path)) {
      NarHash hash = hash(path, tree);
      add(PathInfo.of(path, hash.hash(), hash.size(), references, address), tree);
    }
    return path;
  }

  /** What the archive of the files of an object hashes to. */
  NarHash hash(StorePath path, FileTree tree) {
    try {
      return NarWriter.hash(tree, HashAlgorithm.SHA256);
    } catch (IOException e) {
      throw new StoreException(
          "cannot read the files of '" + dir().print(path) + "': " + Failures.text(e), e);
    } catch (NarException e) {
      throw new StoreException(
          "the files of '" + dir().print(path) + "' cannot be a store object: " + e.getMessage());
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException also when a reference is not in this store
   */
  @Override
  public void add(PathInfo info, FileTree tree) {
    checkOpen();
    writer.add(List.of(new NewObject(info, tree)));
  }

  /**
   * Copies objects of another store, with everything they refer to, in one go: far faster than one
   * by one, for the disk is waited for less often. Either all or, after a crash, some of them are
   * there, none without what it refers to.
   *
   * @throws StoreException when an object is missing in {@code source}, or has changed since it was
   *     added there
   */
  public void copyFrom(Store source, Collection<StorePath> paths) {
    checkOpen();
    List<NewObject> missing = new ArrayList<>();
    for (StorePath path : referencesFirst(source, paths)) {
      missing.add(new NewObject(source.info(path), source.tree(path)));
    }
    if (!missing.isEmpty()) {
      writer.add(missing);
    }
  }

  /** What this store lacks of the closure, in an order that has references first. */
  private List<StorePath> referencesFirst(Store source, Collection<StorePath> paths) {
    List<StorePath> order = new ArrayList<>();
    Set<StorePath> seen = new HashSet<>();
    Deque<StorePath> open = new ArrayDeque<>();
    Deque<Iterator<StorePath>> rest = new ArrayDeque<>();
    for (StorePath start : new TreeSet<>(paths)) {
      if (contains(start) || !seen.add(start)) {
        continue;
      }
      open.push(start);
      rest.push(source.references(start).iterator());
      while (!open.isEmpty()) {
        Iterator<StorePath> references = rest.element();
        if (!references.hasNext()) {
          rest.pop();
          order.add(open.pop());
          continue;
        }
        StorePath next = references.next();
        if (!contains(next) && seen.add(next)) {
          open.push(next);
          rest.push(source.references(next).iterator());
        }
      }
    }
    return order;
  }

  /**
   * Keeps {@code path} and what it refers to alive until the root is removed or set anew.
   *
   * @param name of the root, following the rules for names of store objects
   */
  public void addRoot(String name, StorePath path) {
    checkOpen();
    roots.add(name, path);
  }

  /** Removes a root; nothing happens when there is none of that name. */
  public void removeRoot(String name) {
    checkOpen();
    roots.remove(name);
  }

  /**
   * Makes, or replaces in one step, the symbolic link {@code link} to the files of {@code path},
   * and keeps them alive for as long as the link is there and says so; how {@code ./result} is
   * made.
   *
   * @throws StoreException when something other than a symbolic link is in the way
   */
  public void linkResult(Path link, StorePath path) {
    checkOpen();
    if (!contains(path)) {
      throw new StoreException("path '" + dir().print(path) + "' is not valid");
    }
    roots.addIndirect(link);
    ResultFiles.link(link, file(path));
  }

  /** The paths that roots name, sorted. */
  public SortedSet<StorePath> roots() {
    return roots.find();
  }

  /** The symbolic links that are roots, sorted, with what they lead to. */
  public SortedMap<Path, StorePath> rootLinks() {
    return roots.links();
  }

  /**
   * Deletes every object that no root leads to, and what interrupted writers left.
   *
   * @return what was deleted, sorted
   * @throws StoreException when somebody else has the store open
   */
  public List<StorePath> collectGarbage() {
    checkOpen();
    List<StorePath> deleted = new ArrayList<>();
    lock.alone(() -> {
      Set<StorePath> live = live();
      for (StorePath path : paths()) {
        if (!live.contains(path)) {
          deleted.add(path);
        }
      }
      erase(deleted);
      sweep();
    });
    return deleted;
  }

  /**
   * Deletes these objects.
   *
   * @throws StoreException when one of them is reachable from a root, or an object that stays
   *     refers to it, or somebody else has the store open; nothing is deleted then
   */
  public void delete(Collection<StorePath> paths) {
    delete(paths, false);
  }

  /**
   * Deletes these objects.
   *
   * @param ignoreRoots whether it does not matter that a root leads to them
   * @throws StoreException when one of them is reachable from a root that matters, or an object
   *     that stays refers to it, or somebody else has the store open; nothing is deleted then
   */
  public void delete(Collection<StorePath> paths, boolean ignoreRoots) {
    checkOpen();
    lock.alone(() -> {
      Set<StorePath> live = ignoreRoots ? Set.of() : live();
      Set<StorePath> doomed = new TreeSet<>(paths);
      for (StorePath path : doomed) {
        if (!contains(path)) {
          throw new StoreException("path '" + dir().print(path) + "' is not valid");
        }
        if (live.contains(path)) {
          throw new StoreException(
              "cannot delete path '"
                  + dir().print(path)
                  + "' since it is still alive: a root in '"
                  + layout.roots
                  + "' leads to it");
        }
      }
      for (StorePath path : paths()) {
        if (!doomed.contains(path)) {
          checkReferrer(path, doomed);
        }
      }
      erase(doomed);
    });
  }

  private void checkReferrer(StorePath path, Set<StorePath> doomed) {
    for (StorePath reference : references(path)) {
      if (doomed.contains(reference)) {
        throw new StoreException(
            "cannot delete path '"
                + dir().print(reference)
                + "' because it is in use by '"
                + dir().print(path)
                + "'");
      }
    }
  }

  private Set<StorePath> live() {
    List<StorePath> valid = new ArrayList<>();
    for (StorePath root : roots.find()) {
      if (contains(root)) {
        valid.add(root);
      }
    }
    return closure(valid);
  }

  /** First what makes the objects valid, then, when that is on the disk, their files. */
  private void erase(Collection<StorePath> paths) {
    try {
      for (StorePath path : paths) {
        Files.delete(layout.info(path));
      }
      TreeWriter.sync(layout.infos);
      for (StorePath path : paths) {
        TreeWriter.delete(file(path));
      }
    } catch (IOException e) {
      throw new StoreException(
          "cannot delete from the store '" + layout.root + "': " + Failures.text(e), e);
    }
  }

  /** Removes temporary files and objects without information; nobody is writing now. */
  private void sweep() {
    try {
      Set<Path> valid = new HashSet<>();
      for (StorePath path : paths()) {
        valid.add(file(path));
      }
      for (Path entry : LocalLayout.list(layout.objects)) {
        if (!valid.contains(entry)) {
          TreeWriter.delete(entry);
        }
      }
      for (Path entry : LocalLayout.list(layout.infos)) {
        if (AtomicFiles.isTemporary(entry)) {
          TreeWriter.delete(entry);
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          "cannot clean up the store '" + layout.root + "': " + Failures.text(e), e);
    }
  }

  /**
   * Looks for damage: records that are none or are damaged, objects that are gone or have changed,
   * references that lead nowhere.
   *
   * @param contents whether to hash all files again, and not only to look that they are there
   * @return one message for each thing that is wrong, sorted by path; empty when all is well
   */
  public List<String> verify(boolean contents) {
    return new StoreVerifier(this, layout).run(contents);
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the store '" + layout.root + "' has been closed");
    }
  }
}
