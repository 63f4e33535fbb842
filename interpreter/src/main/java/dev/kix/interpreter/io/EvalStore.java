package dev.kix.interpreter.io;

import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationHasher;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The store as evaluation sees it: adding sources and derivations, and asking what is there. Paths
 * as strings are absolute ({@code /nix/store/…}), one char per byte. Every method throws {@link
 * dev.kix.interpreter.diagnostic.EvalException}, in Nix's words, when reading or writing fails or
 * is not allowed. Thread-safe.
 */
public interface EvalStore {
  /**
   * An object that evaluation made.
   *
   * @param references what it refers to; sources have none
   */
  record StoreObject(FileTree tree, SortedSet<StorePath> references, ContentAddress address) {}

  /** The store folder. */
  StoreDir dir();

  /**
   * Copies the file or folder at {@code path} to the store as it is (a NAR hashed with SHA-256) and
   * returns its store path. The last component of {@code path} is the name; symbolic links above it
   * are followed, a link at {@code path} itself is copied as a link. A second call with the same
   * path returns the same store path without reading anything.
   *
   * @param files where {@code path} is
   */
  String copyToStore(FileAccess files, String path);

  /** Adds a tree under its content address. */
  default StorePath addTree(
      String name, FileTree tree, ContentAddressMethod method, HashAlgorithm algorithm) {
    return addTree(name, tree, method, algorithm, Collections.emptySortedSet());
  }

  /** Adds a tree that refers to other store objects under its content address. */
  StorePath addTree(
      String name,
      FileTree tree,
      ContentAddressMethod method,
      HashAlgorithm algorithm,
      SortedSet<StorePath> references);

  /**
   * Adds a tree whose hash as an archive is known, so that it need not be read.
   *
   * @param narHash SHA-256
   * @param source what its files are called, or null for their paths in the store
   */
  StorePath addHashedTree(String name, FileTree tree, Hash narHash, @Nullable SourceName source);

  /** What messages call a file of a tree that came from elsewhere; null for any other path. */
  @Nullable String shown(String path);

  /** Adds a text file that refers to other store objects, as {@code builtins.toFile} makes. */
  StorePath addText(String name, String text, Collection<StorePath> references);

  /** Adds a derivation whose output paths are filled in. */
  StorePath addDerivation(Derivation derivation);

  /** The derivation at {@code path}. */
  Derivation derivation(StorePath path);

  /** Hashes derivations, remembering each. */
  DerivationHasher hasher();

  /** Whether there is an object at {@code path}. */
  boolean isValid(StorePath path);

  /** What the object at {@code path} refers to, as far as that is known. */
  SortedSet<StorePath> references(StorePath path);

  /** {@code path} and all that it refers to, as far as that is known. */
  SortedSet<StorePath> closure(StorePath path);

  /** Whether {@code text} is the path of a store object itself: folder, hash, dash, name. */
  default boolean isStorePath(String text) {
    return dir().find(text) != null;
  }

  /** The object at {@code path} if evaluation made it, else null. */
  @Nullable StoreObject object(StorePath path);

  /** The paths of all objects that evaluation made. */
  SortedSet<StorePath> paths();
}
