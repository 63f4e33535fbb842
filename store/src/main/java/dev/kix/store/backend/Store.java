package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationResolver;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Objects by store path. What is added once is never changed, and adding it again does nothing; all
 * implementations may be used by many threads at once.
 *
 * <p>Every method throws {@link StoreException} when the store is broken or cannot be read or
 * written, naming the file.
 */
public interface Store extends DerivationResolver {

  /** The folder that store paths are printed with; objects need not really be there. */
  StoreDir dir();

  /** Whether there is an object at {@code path}. */
  boolean contains(StorePath path);

  /**
   * What is known of the object at {@code path}.
   *
   * @throws StoreException when there is none: {@code path '…' is not valid}
   */
  PathInfo info(StorePath path);

  /**
   * The store paths that the object at {@code path} refers to, sorted; cheaper than {@link #info}.
   *
   * @throws StoreException when there is none
   */
  default SortedSet<StorePath> references(StorePath path) {
    return info(path).references();
  }

  /**
   * The files of the object at {@code path}.
   *
   * @throws StoreException when there is none
   */
  FileTree tree(StorePath path);

  /**
   * Adds a file with the text {@code text}, as {@code builtins.toFile} does.
   *
   * @param text a Nix string (one char a byte)
   * @param references store paths that the text refers to
   * @return the object's path
   */
  StorePath addText(String name, String text, Collection<StorePath> references);

  /**
   * Adds a file tree at the path that its content gives.
   *
   * @param method what is hashed; for {@link ContentAddressMethod#FLAT} and {@link
   *     ContentAddressMethod#TEXT} the tree must be a file, whose executable bit is dropped
   * @param references store paths that the tree refers to, without itself
   * @return the object's path
   */
  StorePath addTree(
      String name,
      FileTree tree,
      ContentAddressMethod method,
      HashAlgorithm algorithm,
      Collection<StorePath> references);

  /**
   * Adds a derivation's {@code .drv} file.
   *
   * @return the path of that file
   */
  StorePath addDerivation(Derivation derivation);

  /**
   * Adds an object whose path is known already, such as one copied from another store.
   *
   * @throws StoreException when {@code tree} does not have the hash that {@code info} says
   */
  void add(PathInfo info, FileTree tree);

  /**
   * {@code paths} and everything reachable from them by references, sorted.
   *
   * @throws StoreException when one of them is not in this store
   */
  default SortedSet<StorePath> closure(Collection<StorePath> paths) {
    SortedSet<StorePath> closure = new TreeSet<>(paths);
    Deque<StorePath> open = new ArrayDeque<>(closure);
    while (!open.isEmpty()) {
      for (StorePath reference : references(open.pop())) {
        if (closure.add(reference)) {
          open.push(reference);
        }
      }
    }
    return closure;
  }
}
