package dev.kix.store.hash;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash: which function, and the bytes it gave. Immutable.
 *
 * <p>Parsing takes what Nix takes and refuses what Nix refuses, in the same words. The order is
 * Nix's: by length, then bytes, then algorithm.
 */
public final class Hash implements Comparable<Hash> {
  private final HashAlgorithm algorithm;
  private final byte[] digest;

  private Hash(HashAlgorithm algorithm, byte[] digest) {
    this.algorithm = algorithm;
    this.digest = digest;
  }

  /** The hash of {@code data}. */
  public static Hash of(HashAlgorithm algorithm, byte[] data) {
    if (algorithm == HashAlgorithm.SHA256 && data.length < Hasher.SHORT) {
      return new Hash(algorithm, Sha256.digest(data, data.length));
    }
    Hasher hasher = Hasher.of(algorithm);
    hasher.update(data);
    return hasher.finish();
  }

  /** The hash of a Nix string (one char a byte). */
  public static Hash of(HashAlgorithm algorithm, String text) {
    return of(algorithm, Latin1.bytes(text));
  }

  /** SHA-256 of a Nix string (one char a byte): the hash that store paths are made of. */
  public static Hash sha256(String text) {
    return of(HashAlgorithm.SHA256, text);
  }

  /**
   * A hash computed elsewhere. The array is copied.
   *
   * @throws IllegalArgumentException when the length is not the algorithm's
   */
  public static Hash ofDigest(HashAlgorithm algorithm, byte[] digest) {
    if (digest.length != algorithm.size()) {
      throw new IllegalArgumentException(
          "a "
              + algorithm.nixName()
              + " hash has "
              + algorithm.size()
              + " bytes, not "
              + digest.length);
    }
    return new Hash(algorithm, digest.clone());
  }

  /** {@link #ofDigest} without copy and check. */
  static Hash takeOver(HashAlgorithm algorithm, byte[] digest) {
    return new Hash(algorithm, digest);
  }

  /** The hash with all bytes zero, which Nix puts where an empty hash was given. */
  public static Hash zero(HashAlgorithm algorithm) {
    return new Hash(algorithm, new byte[algorithm.size()]);
  }

  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /** The bytes, a fresh copy. */
  public byte[] digest() {
    return digest.clone();
  }

  /** Lower-case hexadecimal, without the algorithm. */
  public String base16() {
    return Base16.encode(digest);
  }

  /** Writes {@link #base16} into {@code text} from index {@code at} on, a byte a digit. */
  public void putBase16(byte[] text, int at) {
    Base16.encode(digest, text, at);
  }

  /** Nix's base 32, without the algorithm. */
  public String nix32() {
    return Nix32.encode(digest);
  }

  /** Base 64 with padding, without the algorithm. */
  public String base64() {
    return Base64.encode(digest);
  }

  /** {@code algorithm-base64}. */
  public String sri() {
    return format(HashFormat.SRI, true);
  }

  /**
   * The hash in {@code format}; with {@code includeAlgorithm} preceded by {@code algorithm:}. SRI
   * always says the algorithm.
   */
  public String format(HashFormat format, boolean includeAlgorithm) {
    String text =
        switch (format) {
          case BASE16 -> base16();
          case NIX32 -> nix32();
          case BASE64, SRI -> base64();
        };
    if (format == HashFormat.SRI) {
      return algorithm.nixName() + "-" + text;
    }
    return includeAlgorithm ? algorithm.nixName() + ":" + text : text;
  }

  /**
   * The bytes folded by exclusive or to {@code size} bytes: how Nix cuts SHA-256 down to the 20
   * bytes of a store path (section 5.1 of the Nix thesis).
   */
  public byte[] compress(int size) {
    byte[] folded = new byte[size];
    for (int i = 0, at = 0; i < digest.length; i++) {
      folded[at] ^= digest[i];
      at = at + 1 == size ? 0 : at + 1;
    }
    return folded;
  }

  /**
   * Reads {@code algorithm:digest} with the digest in base 16, nix32 or base 64 (told apart by
   * length), or SRI.
   *
   * @throws HashException when the text is no hash, or says no algorithm
   */
  public static Hash parsePrefixed(String text) {
    HashAlgorithm algorithm = prefix(text);
    if (algorithm == null) {
      throw new HashException("hash '" + text + "' does not include a type");
    }
    return parseRest(text, algorithm);
  }

  /**
   * Reads any form: {@code algorithm:digest}, SRI, or a bare digest when {@code expected} says of
   * which algorithm.
   *
   * @param expected the algorithm it must be, or null when the text has to say it
   * @throws HashException when the text is no hash, or of another algorithm than expected
   */
  public static Hash parseAny(String text, @Nullable HashAlgorithm expected) {
    HashAlgorithm said = prefix(text);
    if (said == null && expected == null) {
      throw new HashException(
          "hash '"
              + text
              + "' does not include a type, nor is the type otherwise known from context");
    }
    if (said != null && expected != null && said != expected) {
      throw new HashException("hash '" + text + "' should have type '" + expected.nixName() + "'");
    }
    return parseRest(text, said != null ? said : expected);
  }

  /**
   * The format in which {@link #parseAny} would read {@code text}, for callers that print a hash in
   * the form they got it.
   */
  public static HashFormat formatOf(String text, @Nullable HashAlgorithm expected) {
    if (text.indexOf(':') < 0 && text.indexOf('-') >= 0) {
      return HashFormat.SRI;
    }
    HashAlgorithm algorithm = parseAny(text, expected).algorithm;
    return formatFromLength(text.substring(text.indexOf(':') + 1), algorithm);
  }

  /**
   * Reads {@code algorithm-base64}.
   *
   * @throws HashException when it is not of that form
   */
  public static Hash parseSri(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new HashException("hash '" + text + "' is not SRI");
    }
    HashAlgorithm algorithm = HashAlgorithm.parse(text.substring(0, dash));
    return decode(text.substring(dash + 1), algorithm, HashFormat.SRI);
  }

  /**
   * Reads a bare digest in base 16, nix32 or base 64, told apart by length.
   *
   * @throws HashException when it is none of them
   */
  public static Hash parseUnprefixed(String text, HashAlgorithm algorithm) {
    return decode(text, algorithm, formatFromLength(text, algorithm));
  }

  private static @Nullable HashAlgorithm prefix(String text) {
    int end = text.indexOf(':');
    if (end < 0) {
      end = text.indexOf('-');
    }
    return end < 0 ? null : HashAlgorithm.parse(text.substring(0, end));
  }

  private static Hash parseRest(String text, @Nullable HashAlgorithm algorithm) {
    if (algorithm == null) {
      throw new IllegalStateException("no algorithm");
    }
    int colon = text.indexOf(':');
    if (colon >= 0) {
      return parseUnprefixed(text.substring(colon + 1), algorithm);
    }
    int dash = text.indexOf('-');
    if (dash >= 0) {
      return decode(text.substring(dash + 1), algorithm, HashFormat.SRI);
    }
    return parseUnprefixed(text, algorithm);
  }

  private static HashFormat formatFromLength(String text, HashAlgorithm algorithm) {
    int length = text.length();
    int size = algorithm.size();
    if (length == size * 2) {
      return HashFormat.BASE16;
    }
    if (length == Nix32.encodedLength(size)) {
      return HashFormat.NIX32;
    }
    if (length == Base64.encodedLength(size)) {
      return HashFormat.BASE64;
    }
    throw new HashException(
        "hash '" + text + "' has wrong length for hash algorithm '" + algorithm.nixName() + "'");
  }

  private static Hash decode(String text, HashAlgorithm algorithm, HashFormat format) {
    byte[] bytes;
    try {
      bytes =
          switch (format) {
            case BASE16 -> Base16.decode(text);
            case NIX32 -> Nix32.decode(text);
            case BASE64, SRI -> Base64.decode(text);
          };
    } catch (HashException e) {
      // Nix drops this error and complains about the length of what it did not decode.
      bytes = new byte[0];
    }
    if (bytes.length != algorithm.size()) {
      String shown =
          switch (format) {
            case BASE16 -> "base16";
            case NIX32 -> "nix32";
            case BASE64 -> "Base64";
            case SRI -> "SRI";
          };
      throw new HashException(
          "invalid "
              + shown
              + " hash '"
              + text
              + "', length "
              + bytes.length
              + " != expected length "
              + algorithm.size());
    }
    return new Hash(algorithm, bytes);
  }

  @Override
  public int compareTo(Hash other) {
    int order = Integer.compare(digest.length, other.digest.length);
    if (order == 0) {
      order = Arrays.compareUnsigned(digest, other.digest);
    }
    return order != 0 ? order : algorithm.compareTo(other.algorithm);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash
        && algorithm == hash.algorithm
        && Arrays.equals(digest, hash.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** {@code algorithm:nix32}, the form in path information. */
  @Override
  public String toString() {
    return format(HashFormat.NIX32, true);
  }
}
