package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import dev.kix.store.StoreException;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.backend.Store;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The user's store, to be read: what former commands have left there. Opened when it is first asked
 * for something that it may have; a folder that is not there is an empty store, and is not made.
 * Adding is refused: what an evaluation makes stays in memory until something is to be written.
 */
public final class UserStore implements Store, AutoCloseable {
  private final Path root;
  private final StoreDir dir;
  private @Nullable LocalStore open;

  /**
   * @param root the folder that holds the store
   * @param dir what store paths begin with
   */
  public UserStore(Path root, StoreDir dir) {
    this.root = root;
    this.dir = dir;
  }

  /** The folder of the store of this user: {@code KIX_STORE}, or in the data folder. */
  public static Path root(Console console) {
    String home = console.variable("HOME");
    return LocalStore.defaultRoot(
        console.environment(), Path.of(home == null ? System.getProperty("user.home", "/") : home));
  }

  private synchronized LocalStore store() {
    LocalStore store = open;
    if (store == null) {
      store = LocalStore.open(root, dir);
      open = store;
    }
    return store;
  }

  @Override
  public StoreDir dir() {
    return dir;
  }

  @Override
  public boolean contains(StorePath path) {
    // The cheap question first: most evaluations ask for nothing that is here.
    return Files.exists(
            root.resolve("info").resolve(path.baseName() + ".narinfo"), LinkOption.NOFOLLOW_LINKS)
        && store().contains(path);
  }

  @Override
  public PathInfo info(StorePath path) {
    return store().info(path);
  }

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    return store().references(path);
  }

  @Override
  public FileTree tree(StorePath path) {
    return store().tree(path);
  }

  @Override
  public Derivation derivation(StorePath path) {
    return store().derivation(path);
  }

  @Override
  public StorePath addText(String name, String text, Collection<StorePath> references) {
    throw readOnly();
  }

  @Override
  public StorePath addTree(
      String name,
      FileTree tree,
      ContentAddressMethod method,
      HashAlgorithm algorithm,
      Collection<StorePath> references) {
    throw readOnly();
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    throw readOnly();
  }

  @Override
  public void add(PathInfo info, FileTree tree) {
    throw readOnly();
  }

  private StoreException readOnly() {
    return new StoreException("the store '" + root + "' is open for reading");
  }

  @Override
  public synchronized void close() {
    LocalStore store = open;
    if (store != null) {
      store.close();
      open = null;
    }
  }
}
