package dev.kix.store.path;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.TextHasher;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A store folder as a name: it prints and reads full store paths, and computes them, for the
 * folder's name goes into every path's hash. It never touches the disk. Immutable.
 *
 * <p>The computing follows <i>Complete Store Path Calculation</i> in the Nix manual
 * (protocols/store-path.md).
 */
public final class StoreDir {
  /** {@code /nix/store}, where store paths are those that everybody else computes. */
  public static final StoreDir NIX_STORE = new StoreDir("/nix/store");

  private static final String SELF = ":self";

  private final String path;
  private final String prefix;
  private final TextHasher texts = new TextHasher();

  private StoreDir(String path) {
    this.path = path;
    this.prefix = path + "/";
  }

  /**
   * The store folder {@code path}, absolute and without {@code .}, {@code ..}, doubled or trailing
   * slashes.
   *
   * @throws StorePathException when it is not
   */
  public static StoreDir of(String path) {
    if (!path.startsWith("/") || path.length() < 2 || !path.equals(canonical(path))) {
      throw new StorePathException(
          "store directory '" + path + "' is not a canonical absolute path");
    }
    return path.equals(NIX_STORE.path) ? NIX_STORE : new StoreDir(path);
  }

  /** The folder, without a slash at its end. */
  public String path() {
    return path;
  }

  /** Hashes the texts that have to do with this folder's paths; the same as {@link Hash#sha256}. */
  public TextHasher texts() {
    return texts;
  }

  /** {@code DIR/HASH-NAME}. */
  public String print(StorePath storePath) {
    return prefix.concat(storePath.baseName());
  }

  /**
   * Reads a full store path; {@code //}, {@code .} and {@code ..} are resolved first.
   *
   * @throws StorePathException when it is none, or none directly in this folder
   */
  public StorePath parse(String fullPath) {
    if (fullPath.isEmpty()) {
      throw new StorePathException("empty path is not a valid store path");
    }
    if (fullPath.charAt(0) != '/') {
      throw new StorePathException("not an absolute path: \"" + fullPath + "\"");
    }
    String canonical = canonical(fullPath);
    if (canonical.lastIndexOf('/') != path.length() || !canonical.startsWith(prefix)) {
      throw new StorePathException("path \"" + canonical + "\" is not in the Nix store");
    }
    return StorePath.parse(canonical.substring(prefix.length()));
  }

  /**
   * Reads a full store path in its one canonical spelling, as derivations must have them.
   *
   * @throws StorePathException when it is none, or not in this folder
   */
  public StorePath parseCanonical(String fullPath) {
    if (!fullPath.startsWith(prefix)) {
      throw new StorePathException("path '" + fullPath + "' is not in the Nix store");
    }
    return StorePath.parse(fullPath.substring(prefix.length()));
  }

  /** {@link #parse}, or null where it would throw. */
  public @Nullable StorePath find(String fullPath) {
    if (!fullPath.startsWith("/")) {
      return null;
    }
    try {
      return parse(fullPath);
    } catch (StorePathException e) {
      return null;
    }
  }

  /** Whether {@code file} lies somewhere below this folder; it need not be a valid store path. */
  public boolean contains(String file) {
    return file.startsWith(prefix);
  }

  /**
   * The store path that {@code file}, a file at or below one, belongs to.
   *
   * @throws StorePathException when {@code file} is not below this folder
   */
  public StorePath containing(String file) {
    if (!contains(file)) {
      throw new StorePathException("path '" + file + "' is not in the Nix store");
    }
    int slash = file.indexOf('/', prefix.length());
    return parse(slash < 0 ? file : file.substring(0, slash));
  }

  /**
   * The store path of type {@code type} for a content hash.
   *
   * @param type for instance {@code source}, {@code text:/nix/store/…} or {@code output:out}
   * @param hash the inner digest
   * @throws StorePathException when the name breaks the rules
   */
  public StorePath makeStorePath(String type, Hash hash, String name) {
    return makeStorePath(type, Collections.emptySortedSet(), false, hash, name);
  }

  /**
   * The fingerprint is put together once, as the bytes that are hashed: evaluations of many
   * derivations do little else.
   */
  private StorePath makeStorePath(
      String type, Collection<StorePath> references, boolean self, Hash hash, String name) {
    String algorithm = hash.algorithm().nixName();
    int digits = 2 * hash.algorithm().size();
    int length = type.length() + algorithm.length() + digits + path.length() + 4;
    for (StorePath reference : references) {
      length += 1 + prefix.length() + reference.baseName().length();
    }
    byte[] text = new byte[length + (self ? SELF.length() : 0) + name.length()];
    int at = put(type, text, 0);
    for (StorePath reference : references) {
      text[at++] = ':';
      at = put(prefix, text, at);
      at = put(reference.baseName(), text, at);
    }
    if (self) {
      at = put(SELF, text, at);
    }
    text[at++] = ':';
    at = put(algorithm, text, at);
    text[at++] = ':';
    hash.putBase16(text, at);
    at += digits;
    text[at++] = ':';
    at = put(path, text, at);
    text[at++] = ':';
    at = put(name, text, at);
    return StorePath.of(texts.sha256(text, at), name);
  }

  // The one method that copies the bytes of a Latin-1 string into an array. It is deprecated
  // because it drops the upper half of other characters, and a Nix string has no others.
  @SuppressWarnings("deprecation")
  private static int put(String text, byte[] into, int at) {
    int length = text.length();
    text.getBytes(0, length, into, at);
    return at + length;
  }

  /**
   * The path of an input-addressed output.
   *
   * @param outputName for instance {@code out}
   * @param hash the derivation's hash modulo, outputs masked
   * @param derivationName without {@code .drv}
   */
  public StorePath makeOutputPath(String outputName, Hash hash, String derivationName) {
    return makeStorePath("output:" + outputName, hash, outputPathName(derivationName, outputName));
  }

  /**
   * The name of an output's path: the derivation's, then {@code -OUTPUT} unless that is {@code
   * out}.
   */
  public static String outputPathName(String derivationName, String outputName) {
    return outputName.equals("out") ? derivationName : derivationName + "-" + outputName;
  }

  /**
   * The path of a text file such as {@code builtins.toFile} and derivations make.
   *
   * @param hash SHA-256 of the text
   * @param references the store paths that the text refers to
   */
  public StorePath makeTextPath(String name, Hash hash, Collection<StorePath> references) {
    return makeStorePath("text", sorted(references), false, checkText(hash), name);
  }

  /**
   * {@link #makeTextPath(String, Hash, Collection)} without the sorting.
   *
   * @param references in their order, each once
   */
  public StorePath makeTextPathOfSorted(String name, Hash hash, List<StorePath> references) {
    return makeStorePath("text", references, false, checkText(hash), name);
  }

  private static Hash checkText(Hash hash) {
    if (hash.algorithm() != HashAlgorithm.SHA256) {
      throw new IllegalArgumentException(
          "text paths take SHA-256, not " + hash.algorithm().nixName());
    }
    return hash;
  }

  /**
   * The path of content known by its hash.
   *
   * @param references store paths that the content refers to
   * @param self whether it also refers to itself
   * @throws StorePathException when the name breaks the rules, or references are given for a method
   *     that cannot have them
   */
  public StorePath makeContentAddressedPath(
      String name, ContentAddress address, Collection<StorePath> references, boolean self) {
    Hash hash = address.hash();
    boolean sha256 = hash.algorithm() == HashAlgorithm.SHA256;
    ContentAddressMethod method = address.method();
    if (method == ContentAddressMethod.TEXT) {
      if (self) {
        throw new StorePathException("self-reference not allowed with text hashing");
      }
      return makeTextPath(name, hash, references);
    }
    if (method == ContentAddressMethod.GIT && !sha256 && hash.algorithm() != HashAlgorithm.SHA1) {
      throw new StorePathException(
          "Git file ingestion must use SHA-1 or SHA-256 hash, but instead using: "
              + hash.algorithm().nixName());
    }
    if (method == ContentAddressMethod.NIX_ARCHIVE && sha256) {
      return makeStorePath("source", sorted(references), self, hash, name);
    }
    if (self || !references.isEmpty()) {
      throw new StorePathException(
          "fixed output derivation '"
              + name
              + "' is not allowed to refer to other store paths.\nYou may need to use the"
              + " 'unsafeDiscardReferences' derivation attribute, see the manual for more details.");
    }
    String payload =
        "fixed:out:" + method.prefix() + hash.algorithm().nixName() + ":" + hash.base16() + ":";
    return makeStorePath("output:out", texts.sha256(payload), name);
  }

  /** The path of content without references: what fixed-output derivations make. */
  public StorePath makeContentAddressedPath(String name, ContentAddress address) {
    return makeContentAddressedPath(name, address, Collections.emptyList(), false);
  }

  private static SortedSet<StorePath> sorted(Collection<StorePath> paths) {
    if (paths instanceof SortedSet<StorePath> set && set.comparator() == null) {
      return set;
    }
    return new TreeSet<>(paths);
  }

  /** Resolves {@code //}, {@code .} and {@code ..} of an absolute path by its text alone. */
  private static String canonical(String path) {
    if (isCanonical(path)) {
      return path;
    }
    StringBuilder result = new StringBuilder(path.length());
    int at = 0;
    int length = path.length();
    while (at < length) {
      if (path.charAt(at) == '/') {
        at++;
        continue;
      }
      int end = path.indexOf('/', at);
      if (end < 0) {
        end = length;
      }
      if (end - at == 2 && path.startsWith("..", at)) {
        int last = result.lastIndexOf("/");
        result.setLength(Math.max(last, 0));
      } else if (end - at != 1 || path.charAt(at) != '.') {
        result.append('/').append(path, at, end);
      }
      at = end;
    }
    return result.isEmpty() ? "/" : result.toString();
  }

  /** Whether no component is empty or begins with a dot, which most paths are at a glance. */
  private static boolean isCanonical(String path) {
    int last = path.length() - 1;
    if (last < 1 || path.charAt(last) == '/') {
      return false;
    }
    for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      char next = path.charAt(slash + 1);
      if (next == '/' || next == '.') {
        return false;
      }
    }
    return path.charAt(0) == '/';
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoreDir dir && path.equals(dir.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
