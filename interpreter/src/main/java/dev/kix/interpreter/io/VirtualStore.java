package dev.kix.interpreter.io;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.StoreException;
import dev.kix.store.backend.Store;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationException;
import dev.kix.store.derivation.DerivationHasher;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects that evaluation makes, held in memory over whatever lies in the real store folder:
 * paths are computed, nothing is written. What an evaluation made is taken from here with {@link
 * #closure} and {@link #object} and added to a store on disk. Thread-safe.
 *
 * <p>Sources are not copied into memory: their files are read again from where they are.
 */
public final class VirtualStore implements EvalStore {
  private final StoreDir dir;
  private final FileAccess beneath;
  private final @Nullable Store persistent;
  private final Consumer<String> added;
  private final Map<StorePath, StoreObject> objects = new ConcurrentHashMap<>();

  /**
   * The texts of derivations made here, apart from {@link #objects}: large evaluations make many
   * thousands, and ask for the references and content addresses of few.
   */
  private final Map<StorePath, byte[]> texts = new ConcurrentHashMap<>();

  private final Map<StorePath, Derivation> derivations = new ConcurrentHashMap<>();
  private final Map<String, String> copied = new ConcurrentHashMap<>();
  private final Map<StorePath, SourceName> sources = new ConcurrentHashMap<>();
  private final DerivationHasher hasher;

  /**
   * @param beneath what lies in the real store folder; asked for what was not made here
   * @param persistent a store whose objects are there too, such as what former evaluations left; or
   *     null
   * @param added told the full path of each new object, so that permissions can be given
   */
  public VirtualStore(
      StoreDir dir, FileAccess beneath, @Nullable Store persistent, Consumer<String> added) {
    this.dir = dir;
    this.persistent = persistent;
    this.beneath = beneath;
    this.added = added;
    this.hasher = new DerivationHasher(dir, this::derivation);
  }

  @Override
  public StoreDir dir() {
    return dir;
  }

  @Override
  public DerivationHasher hasher() {
    return hasher;
  }

  @Override
  public @Nullable StoreObject object(StorePath path) {
    StoreObject object = objects.get(path);
    byte[] text = object == null ? texts.get(path) : null;
    if (text == null) {
      return object;
    }
    return new StoreObject(
        MemoryTree.file(text),
        parse(path, text).references(),
        new ContentAddress(ContentAddressMethod.TEXT, dir.texts().sha256(text, text.length)));
  }

  private boolean isMade(StorePath path) {
    return objects.containsKey(path) || texts.containsKey(path);
  }

  @Override
  public SortedSet<StorePath> paths() {
    SortedSet<StorePath> all = new TreeSet<>(objects.keySet());
    all.addAll(texts.keySet());
    return all;
  }

  @Override
  public String copyToStore(FileAccess files, String path) {
    String known = copied.get(path);
    if (known != null) {
      return known;
    }
    String source = files.resolve(path, false);
    String base = CanonicalPath.baseName(path);
    StorePath stored =
        addTree(
            base.isEmpty() ? "source" : base,
            AccessTree.of(files, source, null),
            ContentAddressMethod.NIX_ARCHIVE,
            HashAlgorithm.SHA256);
    String result = dir.print(stored);
    copied.put(path, result);
    return result;
  }

  @Override
  public StorePath addTree(
      String name,
      FileTree tree,
      ContentAddressMethod method,
      HashAlgorithm algorithm,
      SortedSet<StorePath> references) {
    try {
      ContentAddress address = new ContentAddress(method, hash(tree, method, algorithm));
      StorePath path = dir.makeContentAddressedPath(name, address, references, false);
      put(path, new StoreObject(tree, new TreeSet<>(references), address));
      return path;
    } catch (StoreException e) {
      throw failure(e);
    } catch (IOException e) {
      throw IoErrors.error("reading '" + name + "': " + IoErrors.reason(e));
    }
  }

  @Override
  public StorePath addHashedTree(
      String name, FileTree tree, Hash narHash, @Nullable SourceName source) {
    try {
      ContentAddress address = new ContentAddress(ContentAddressMethod.NIX_ARCHIVE, narHash);
      StorePath path = dir.makeContentAddressedPath(name, address);
      if (source != null) {
        sources.putIfAbsent(path, source);
      }
      put(path, new StoreObject(tree, new TreeSet<>(), address));
      return path;
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  @Override
  public @Nullable String shown(String path) {
    StorePath root = rootOf(path);
    SourceName source = root == null ? null : sources.get(root);
    return root == null || source == null ? null : source.shown(inner(root, path));
  }

  /** The object that {@code path} is or lies in, or null. */
  private @Nullable StorePath rootOf(String path) {
    boolean nothing = sources.isEmpty() && objects.isEmpty() && texts.isEmpty();
    if (nothing && persistent == null || !dir.contains(path)) {
      return null;
    }
    int slash = path.indexOf('/', dir.path().length() + 1);
    return dir.find(slash < 0 ? path : path.substring(0, slash));
  }

  /** The way from an object to a path in it. */
  private String inner(StorePath root, String path) {
    int start = dir.path().length() + 1 + root.baseName().length();
    return start >= path.length() ? "" : path.substring(start + 1);
  }

  private static Hash hash(FileTree tree, ContentAddressMethod method, HashAlgorithm algorithm)
      throws IOException {
    if (method == ContentAddressMethod.NIX_ARCHIVE) {
      return NarWriter.hash(tree, algorithm).hash();
    }
    if (method == ContentAddressMethod.GIT) {
      throw new StoreException("experimental Nix feature 'git-hashing' is disabled");
    }
    if (!(tree instanceof FileTree.File file)) {
      throw new StoreException("only a regular file can be added with its flat hash");
    }
    Hasher hasher = Hasher.of(algorithm);
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = file.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hasher.update(buffer, 0, n);
      }
    }
    return hasher.finish();
  }

  @Override
  public StorePath addText(String name, String text, Collection<StorePath> references) {
    try {
      Hash hash = dir.texts().sha256(text);
      StorePath path = dir.makeTextPath(name, hash, references);
      put(
          path,
          new StoreObject(
              MemoryTree.text(text),
              new TreeSet<>(references),
              new ContentAddress(ContentAddressMethod.TEXT, hash)));
      return path;
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  @Override
  public StorePath addDerivation(Derivation derivation) {
    try {
      byte[] text = hasher.toATermBytes(derivation);
      Hash hash = dir.texts().sha256(text, text.length);
      StorePath path = derivation.storePath(dir, hash);
      // As in Nix, its hash is kept and the derivation is not: its text says the same in a third of
      // the memory (benchmark derivations).
      if (texts.putIfAbsent(path, text) == null) {
        added.accept(dir.print(path));
      }
      hasher.remember(path, derivation);
      return path;
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  private void put(StorePath path, StoreObject object) {
    if (objects.putIfAbsent(path, object) == null) {
      added.accept(dir.print(path));
    }
  }

  @Override
  public Derivation derivation(StorePath path) {
    Derivation known = derivations.get(path);
    if (known != null) {
      return known;
    }
    byte[] made = texts.get(path);
    if (made != null) {
      Derivation parsed = parse(path, made);
      derivations.put(path, parsed);
      return parsed;
    }
    StoreObject object = objects.get(path);
    if (object != null && path.isDerivation() && object.tree() instanceof FileTree.File text) {
      return parsed(path, text);
    }
    Store store = persistent;
    if (store != null && store.contains(path)) {
      try {
        return store.derivation(path);
      } catch (StoreException e) {
        throw unreadable(path, e);
      }
    }
    String file = dir.print(path);
    if (beneath.kind(file) == null) {
      throw new EvalException(ErrorKind.EVAL, "path '" + file + "' is not valid", null);
    }
    Derivation parsed = parse(path, beneath.read(file));
    derivations.put(path, parsed);
    return parsed;
  }

  private Derivation parse(StorePath path, byte[] text) {
    if (text.length == 0) {
      throw unreadable(
          path, new DerivationException("file is empty (possible filesystem corruption)"));
    }
    try {
      return Derivation.parse(dir, path.derivationName(), Bytes.fromArray(text));
    } catch (StoreException e) {
      throw unreadable(path, e);
    }
  }

  /** The words of Nix's {@code readDerivationCommon}, which knows no other form than these two. */
  private EvalException unreadable(StorePath path, StoreException e) {
    if (!(e instanceof DerivationException broken)) {
      return failure(e);
    }
    String problem = broken.problem();
    return new EvalException(
        ErrorKind.EVAL,
        problem.startsWith("derivation does not start with")
            ? problem
            : "error parsing derivation '" + dir.print(path) + "': " + problem,
        null);
  }

  /** The derivation that an object made here holds. */
  private Derivation parsed(StorePath path, FileTree.File text) {
    try (InputStream in = text.open()) {
      Derivation parsed = parse(path, in.readAllBytes());
      derivations.put(path, parsed);
      return parsed;
    } catch (IOException e) {
      throw IoErrors.error("reading '" + path.baseName() + "': " + IoErrors.reason(e));
    }
  }

  private static <T> T fromStore(Supplier<T> task) {
    try {
      return task.get();
    } catch (StoreException e) {
      throw failure(e);
    }
  }

  /** The tree of an object made here or of the persistent store, or null. */
  private @Nullable FileTree tree(StorePath path) {
    StoreObject object = objects.get(path);
    if (object != null) {
      return object.tree();
    }
    byte[] text = texts.get(path);
    if (text != null) {
      return MemoryTree.file(text);
    }
    Store store = persistent;
    return store != null && store.contains(path) ? fromStore(() -> store.tree(path)) : null;
  }

  @Override
  public boolean isValid(StorePath path) {
    return isMade(path)
        || (persistent != null && persistent.contains(path))
        || beneath.kind(dir.print(path)) != null;
  }

  @Override
  public SortedSet<StorePath> references(StorePath path) {
    StoreObject object = object(path);
    if (object != null) {
      return object.references();
    }
    Store store = persistent;
    if (store != null && store.contains(path)) {
      return fromStore(() -> store.references(path));
    }
    return path.isDerivation() ? derivation(path).references() : new TreeSet<>();
  }

  @Override
  public SortedSet<StorePath> closure(StorePath path) {
    SortedSet<StorePath> closure = new TreeSet<>();
    Deque<StorePath> todo = new ArrayDeque<>();
    todo.push(path);
    while (!todo.isEmpty()) {
      StorePath next = todo.pop();
      if (closure.add(next)) {
        todo.addAll(references(next));
      }
    }
    return closure;
  }

  /** What evaluation sees in the store folder: objects made here, then what lies beneath. */
  FileAccess files() {
    return new StoreFileAccess();
  }

  private static EvalException failure(StoreException e) {
    String message = e.getMessage();
    return new EvalException(ErrorKind.EVAL, message == null ? "" : message, null);
  }

  /** Trees of objects known here; everything else is asked of what lies beneath. */
  private final class StoreFileAccess implements FileAccess {
    private final TreeAccess known =
        new TreeAccess() {
          @Override
          public EvalException missing(String path) {
            return StoreFileAccess.this.missing(path);
          }

          @Override
          @Nullable FileTree find(String path) throws IOException {
            StorePath root = rootOf(path);
            FileTree tree = root == null ? null : tree(root);
            if (root == null || tree == null) {
              return null;
            }
            int inner = dir.path().length() + 1 + root.baseName().length();
            return inner >= path.length() ? tree : walk(tree, path, inner + 1);
          }
        };

    private FileAccess at(String path) {
      StorePath root = rootOf(path);
      boolean here =
          root != null && (isMade(root) || (persistent != null && persistent.contains(root)));
      return here ? known : beneath;
    }

    @Override
    public @Nullable FileKind kind(String path) {
      FileKind kind = at(path).kind(path);
      return kind == null && path.equals(dir.path()) ? FileKind.DIRECTORY : kind;
    }

    @Override
    public byte[] read(String path) {
      return at(path).read(path);
    }

    @Override
    public InputStream open(String path) {
      return at(path).open(path);
    }

    @Override
    public long size(String path) {
      return at(path).size(path);
    }

    @Override
    public SortedMap<String, FileKind> list(String path) {
      if (!path.equals(dir.path())) {
        return at(path).list(path);
      }
      SortedMap<String, FileKind> entries =
          beneath.kind(path) == null ? new TreeMap<>() : beneath.list(path);
      for (StorePath object : paths()) {
        FileKind kind = known.kind(dir.print(object));
        entries.put(object.baseName(), kind == null ? FileKind.UNKNOWN : kind);
      }
      return entries;
    }

    @Override
    public EvalException missing(String path) {
      StorePath root = rootOf(path);
      SourceName source = root == null ? null : sources.get(root);
      return root == null || source == null
          ? IoErrors.doesNotExist(path)
          : source.missing(inner(root, path));
    }

    @Override
    public long lastModified(String path) {
      return at(path).lastModified(path);
    }

    @Override
    public String readLink(String path) {
      return at(path).readLink(path);
    }

    @Override
    public boolean isExecutable(String path) {
      return at(path).isExecutable(path);
    }
  }
}
