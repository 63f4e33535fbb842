package dev.kix.store.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of many texts. The first ones are hashed by code that needs no start-up, later ones by
 * the JDK's, which is several times faster but takes longer to be found than a thousand texts take:
 * see {@link Sha256}. The results are the same, so a process that hashes a lot keeps one of these.
 *
 * <p>Safe for use by many threads.
 */
public final class TextHasher {
  /** Bytes: about 25 derivations. Finding the JDK's code costs as much as these. */
  private static final long FEW = 100_000;

  /** Looking a digest up anew for each text takes as long as hashing a short one. */
  private final AtomicReference<@Nullable MessageDigest> spare = new AtomicReference<>();

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
    MessageDigest digest = spare.getAndSet(null);
    if (digest == null) { // the first time, and while another thread is at it
      digest = Hasher.messageDigest("SHA-256");
    }
    digest.update(bytes, 0, length);
    byte[] result = digest.digest(); // which also makes it ready for the next text
    spare.set(digest);
    return Hash.takeOver(HashAlgorithm.SHA256, result);
  }
}
