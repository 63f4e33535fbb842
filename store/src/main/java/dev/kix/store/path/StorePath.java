package dev.kix.store.path;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.Nix32;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The last component of a store path, {@code HASH-NAME}: 32 nix32 digits, a dash and a name. The
 * folder it lies in is not part of it, see {@link StoreDir}. Immutable; ordered by bytes, as Nix
 * orders them.
 *
 * <p>Rules for names: Nix manual, <i>Store Path</i>, section Name.
 */
public final class StorePath implements Comparable<StorePath> {
  /** Number of nix32 digits in front of the dash. */
  public static final int HASH_LENGTH = 32;

  /** Number of bytes that these digits stand for. */
  private static final int HASH_SIZE = 20;

  /**
   * The longest name: 255 bytes of a file name, less hash and dash, less room for {@code .lock}.
   */
  public static final int MAX_NAME_LENGTH = 211;

  /** What the names of derivations end in. */
  public static final String DERIVATION_SUFFIX = ".drv";

  private final String baseName;

  private StorePath(String baseName) {
    this.baseName = baseName;
  }

  /**
   * Reads {@code HASH-NAME}.
   *
   * @throws StorePathException when it is none
   */
  public static StorePath parse(String baseName) {
    if (baseName.length() < HASH_LENGTH + 1) {
      throw new StorePathException("'" + baseName + "' is too short to be a valid store path");
    }
    if (baseName.charAt(HASH_LENGTH) != '-') {
      throw new StorePathException(
          "'"
              + baseName
              + "' can't name a store path because the hash part is not followed by a '-'");
    }
    for (int i = 0; i < HASH_LENGTH; i++) {
      char c = baseName.charAt(i);
      if (!Nix32.isDigit(c)) {
        throw new StorePathException(
            "store path '" + baseName + "' contains illegal base-32 character '" + c + "'");
      }
    }
    checkPathName(baseName, baseName.substring(HASH_LENGTH + 1));
    return new StorePath(baseName);
  }

  /** The characters that names are made of. */
  private static final boolean[] NAME_CHARACTERS = nameCharacters();

  /**
   * Joins the first part of a store path, made of the hash of its fingerprint, and a name.
   *
   * @param fingerprint SHA-256
   * @throws StorePathException when the name breaks the rules
   */
  @SuppressWarnings("deprecation") // String.getBytes of Latin-1 alone: see StoreDir
  static StorePath of(Hash fingerprint, String name) {
    int length = name.length();
    byte[] text = new byte[HASH_LENGTH + 1 + length];
    Nix32.encode(fingerprint.compress(HASH_SIZE), text);
    text[HASH_LENGTH] = '-';
    name.getBytes(0, length, text, HASH_LENGTH + 1);
    String baseName = new String(text, StandardCharsets.ISO_8859_1);
    checkPathName(baseName, name);
    return new StorePath(baseName);
  }

  /**
   * Joins the 20 bytes of a store path's hash and a name.
   *
   * @throws StorePathException when the name breaks the rules
   */
  public static StorePath of(byte[] hash, String name) {
    if (hash.length != HASH_SIZE) {
      throw new IllegalArgumentException("a store path's hash has 20 bytes, not " + hash.length);
    }
    String baseName = Nix32.encode(hash) + "-" + name;
    checkPathName(baseName, name);
    return new StorePath(baseName);
  }

  /**
   * Checks the name of a store object (or of a derivation).
   *
   * @throws StorePathException saying which rule it breaks, in Nix's words
   */
  public static void checkName(String name) {
    String problem = problemOf(name);
    if (problem != null) {
      throw new StorePathException(problem);
    }
  }

  private static void checkPathName(String baseName, String name) {
    String problem = problemOf(name);
    if (problem != null) {
      throw new StorePathException("path '" + baseName + "' is not a valid store path: " + problem);
    }
  }

  private static @Nullable String problemOf(String name) {
    int length = name.length();
    if (length == 0) {
      return "name must not be empty";
    }
    if (length > MAX_NAME_LENGTH) {
      return "name '" + name + "' must be no longer than " + MAX_NAME_LENGTH + " characters";
    }
    if (name.charAt(0) == '.' && (name.equals(".") || name.equals(".."))) {
      return "name '" + name + "' is not valid";
    }
    if (name.charAt(0) == '.' && (name.startsWith(".-") || name.startsWith("..-"))) {
      return "name '"
          + name
          + "' is not valid: first dash-separated component must not be '"
          + name.substring(0, name.indexOf('-'))
          + "'";
    }
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c >= NAME_CHARACTERS.length || !NAME_CHARACTERS[c]) {
        return "name '" + name + "' contains illegal character '" + c + "'";
      }
    }
    return null;
  }

  private static boolean[] nameCharacters() {
    boolean[] all = new boolean[128];
    String others = "-._+?=";
    for (char c = 0; c < all.length; c++) {
      all[c] =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || others.indexOf(c) >= 0;
    }
    return all;
  }

  /** The whole, {@code HASH-NAME}. */
  public String baseName() {
    return baseName;
  }

  /** The 32 nix32 digits. */
  public String hashPart() {
    return baseName.substring(0, HASH_LENGTH);
  }

  /** What follows the dash. */
  public String name() {
    return baseName.substring(HASH_LENGTH + 1);
  }

  /** Whether the name ends in {@code .drv}. */
  public boolean isDerivation() {
    return baseName.endsWith(DERIVATION_SUFFIX);
  }

  /**
   * The name without {@code .drv}.
   *
   * @throws StorePathException when this is no derivation's path
   */
  public String derivationName() {
    if (!isDerivation()) {
      throw new StorePathException("store path '" + baseName + "' is not a valid derivation path");
    }
    return baseName.substring(HASH_LENGTH + 1, baseName.length() - DERIVATION_SUFFIX.length());
  }

  @Override
  public int compareTo(StorePath other) {
    return baseName.compareTo(other.baseName);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StorePath path && baseName.equals(path.baseName);
  }

  @Override
  public int hashCode() {
    return baseName.hashCode();
  }

  @Override
  public String toString() {
    return baseName;
  }
}
