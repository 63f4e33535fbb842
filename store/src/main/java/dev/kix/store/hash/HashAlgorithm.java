package dev.kix.store.hash;

import org.jspecify.annotations.Nullable;

/** The hash functions that Nix knows. */
public enum HashAlgorithm {
  MD5("md5", 16, "MD5"),
  SHA1("sha1", 20, "SHA-1"),
  SHA256("sha256", 32, "SHA-256"),
  SHA512("sha512", 64, "SHA-512"),
  /** Behind Nix's experimental feature {@code blake3-hashes}; callers decide whether it is on. */
  BLAKE3("blake3", 32, null);

  private final String nixName;
  private final int size;
  private final @Nullable String jdkName;

  HashAlgorithm(String nixName, int size, @Nullable String jdkName) {
    this.nixName = nixName;
    this.size = size;
    this.jdkName = jdkName;
  }

  /** The name as Nix writes it, for instance {@code sha256}. */
  public String nixName() {
    return nixName;
  }

  /** Length of a hash in bytes. */
  public int size() {
    return size;
  }

  /** The experimental feature of Nix that must be enabled to use this, or null for none. */
  public @Nullable String experimentalFeature() {
    return this == BLAKE3 ? "blake3-hashes" : null;
  }

  /** The name that the JDK's {@code MessageDigest} knows this by, or null where it has none. */
  @Nullable String jdkName() {
    return jdkName;
  }

  /** The algorithm with this name, or null. */
  public static @Nullable HashAlgorithm find(String name) {
    return switch (name) {
      case "md5" -> MD5;
      case "sha1" -> SHA1;
      case "sha256" -> SHA256;
      case "sha512" -> SHA512;
      case "blake3" -> BLAKE3;
      default -> null;
    };
  }

  /**
   * The algorithm with this name.
   *
   * @throws HashException in Nix's words when there is none
   */
  public static HashAlgorithm parse(String name) {
    HashAlgorithm algorithm = find(name);
    if (algorithm == null) {
      throw new HashException(
          "unknown hash algorithm '"
              + name
              + "', expect 'blake3', 'md5', 'sha1', 'sha256', or 'sha512'");
    }
    return algorithm;
  }
}
