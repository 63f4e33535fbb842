package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.info.Signature;
import dev.kix.store.nar.NarHash;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for one evaluation. Made to be cheap: texts and derivations are kept as they
 * come, archives are hashed only when {@link #info} asks, and trees on disk are not copied but read
 * again when needed (whoever copies them to another store notices when they have changed
 * meanwhile).
 *
 * <p>References are taken as they are given; objects they name need not be here.
 */
public final class MemoryStore implements Store {
  private final StoreDir dir;
  private final Map<StorePath, StoredObject> objects = new ConcurrentHashMap<>();

  /** An empty store whose paths are those of {@code dir}. */
  public MemoryStore(StoreDir dir) {
    this.dir = dir;
  }

  @Override
  public StoreDir dir() {
    return dir;
  }

  @Override
  public boolean contains(StorePath path) {
    return objects.containsKey(path);
  }

  /** All objects, sorted. */
  public List<StorePath> paths() {
    List<StorePath> paths = new ArrayList<>(objects.keySet());
    Collections.sort(paths);
    return paths;
  }

  @Override
  public PathInfo info(StorePath path) {
    return object(path).info(path, dir);
  }

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    return object(path).references();
  }

  @Override
  public FileTree tree(StorePath path) {
    return object(path).tree(dir);
  }

  @Override
  public Derivation derivation(StorePath path) {
    StoredObject object = object(path);
    return object instanceof DerivationObject drv
        ? drv.derivation
        : Derivations.read(dir, path, object.tree(dir));
  }

  private StoredObject object(StorePath path) {
    StoredObject object = objects.get(path);
    if (object == null) {
      throw new StoreException("path '" + dir.print(path) + "' is not valid");
    }
    return object;
  }

  @Override
  public StorePath addText(String name, String text, Collection<StorePath> references) {
    Hash hash = dir.texts().sha256(text);
    StorePath path = dir.makeTextPath(name, hash, references);
    objects.putIfAbsent(
        path,
        new TreeObject(
            MemoryTree.text(text),
            references,
            new ContentAddress(ContentAddressMethod.TEXT, hash),
            null));
    return path;
  }

  @Override
  public StorePath addTree(
      String name,
      FileTree tree,
      ContentAddressMethod method,
      HashAlgorithm algorithm,
      Collection<StorePath> references) {
    ContentAddress address = ContentHash.of(tree, method, algorithm);
    StorePath path = dir.makeContentAddressedPath(name, address, references, false);
    objects.putIfAbsent(
        path, new TreeObject(ContentHash.stored(tree, method), references, address, null));
    return path;
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    StorePath path = derivation.storePath(dir);
    objects.putIfAbsent(path, new DerivationObject(derivation));
    return path;
  }

  @Override
  public void add(PathInfo info, FileTree tree) {
    NarHash actual = StoredObject.narHash(tree, dir, info.path());
    ObjectCheck.check(dir, info, actual);
    objects.putIfAbsent(info.path(), new TreeObject(tree, info.references(), info.address(), info));
  }

  /** One object; computes its information when it is first asked for. */
  private abstract static class StoredObject {
    private volatile @Nullable PathInfo info;

    StoredObject(@Nullable PathInfo info) {
      this.info = info;
    }

    abstract FileTree tree(StoreDir dir);

    abstract SortedSet<StorePath> references();

    abstract @Nullable ContentAddress address(StoreDir dir);

    /** Two threads may both compute it: they come to the same. */
    final PathInfo info(StorePath path, StoreDir dir) {
      PathInfo known = info;
      if (known == null) {
        NarHash hash = narHash(tree(dir), dir, path);
        SortedSet<Signature> none = Collections.emptySortedSet();
        known =
            new PathInfo(path, hash.hash(), hash.size(), references(), null, none, address(dir));
        info = known;
      }
      return known;
    }

    static NarHash narHash(FileTree tree, StoreDir dir, StorePath path) {
      try {
        return NarWriter.hash(tree, HashAlgorithm.SHA256);
      } catch (IOException e) {
        throw new StoreException(
            "cannot read the files of '" + dir.print(path) + "': " + Failures.text(e), e);
      }
    }
  }

  private static final class TreeObject extends StoredObject {
    private final FileTree tree;
    private final SortedSet<StorePath> references;
    private final @Nullable ContentAddress address;

    TreeObject(
        FileTree tree,
        Collection<StorePath> references,
        @Nullable ContentAddress address,
        @Nullable PathInfo info) {
      super(info);
      this.tree = tree;
      this.references =
          references.isEmpty()
              ? Collections.emptySortedSet()
              : Collections.unmodifiableSortedSet(new TreeSet<>(references));
      this.address = address;
    }

    @Override
    FileTree tree(StoreDir dir) {
      return tree;
    }

    @Override
    SortedSet<StorePath> references() {
      return references;
    }

    @Override
    @Nullable ContentAddress address(StoreDir dir) {
      return address;
    }
  }

  /** A derivation as a value: most are never read as text. */
  private static final class DerivationObject extends StoredObject {
    private final Derivation derivation;

    DerivationObject(Derivation derivation) {
      super(null);
      this.derivation = derivation;
    }

    @Override
    FileTree tree(StoreDir dir) {
      return MemoryTree.text(derivation.toATerm(dir));
    }

    @Override
    SortedSet<StorePath> references() {
      return derivation.references();
    }

    @Override
    ContentAddress address(StoreDir dir) {
      return new ContentAddress(ContentAddressMethod.TEXT, Hash.sha256(derivation.toATerm(dir)));
    }
  }
}
