package dev.kix.store.hash;

import java.nio.charset.StandardCharsets;

/**
 * SHA-256 of many texts. The first ones are hashed by code that needs no start-up, later ones by
 * the JDK's, which is several times faster but takes longer to be found than a thousand texts take:
 * see {@link Sha256}. The results are the same, so a process that hashes a lot keeps one of these.
 *
 * <p>Safe for use by many threads.
 */
public final class TextHasher {
  /** Bytes. With anything from 100 kB to 2 MB, 30,000 derivations take the same time. */
  private static final long FEW = 500_000;

  /** Threads may lose each other's additions, which only moves the switch a little. */
  private long hashed;

  /** SHA-256 of a Nix string (one char a byte). */
  public Hash sha256(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return sha256(bytes, bytes.length);
  }

  /** SHA-256 of {@code bytes[0 .. length)}. */
  public Hash sha256(byte[] bytes, int length) {
    if (hashed < FEW) {
      hashed += length;
      if (length < Hasher.SHORT) {
        return Hash.takeOver(HashAlgorithm.SHA256, Sha256.digest(bytes, length));
      }
    }
    return finish(Hasher.bulk(HashAlgorithm.SHA256), bytes, length);
  }

  private static Hash finish(Hasher hasher, byte[] bytes, int length) {
    hasher.update(bytes, 0, length);
    return hasher.finish();
  }
}
