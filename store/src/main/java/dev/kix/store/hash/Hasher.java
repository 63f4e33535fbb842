package dev.kix.store.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.Blake3Digest;

/**
 * A hash being computed: bytes go in by {@link #update}, {@link #finish} gives the hash. For one
 * thread, and for one hash. Also counts the bytes, as Nix's path information needs both.
 */
public abstract sealed class Hasher {
  private final HashAlgorithm algorithm;
  private long count;

  private Hasher(HashAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  /** A hasher that has seen nothing yet. */
  public static Hasher of(HashAlgorithm algorithm) {
    String name = algorithm.jdkName();
    return name == null ? new Blake3(algorithm) : new Jdk(algorithm, name);
  }

  /** Appends {@code bytes[offset .. offset + length)}. */
  public final void update(byte[] bytes, int offset, int length) {
    count += length;
    add(bytes, offset, length);
  }

  /** Appends all of {@code bytes}. */
  public final void update(byte[] bytes) {
    update(bytes, 0, bytes.length);
  }

  /** Number of bytes seen so far. */
  public final long count() {
    return count;
  }

  /** The hash of everything seen. Call it once. */
  public final Hash finish() {
    return Hash.ofDigest(algorithm, digest());
  }

  abstract void add(byte[] bytes, int offset, int length);

  abstract byte[] digest();

  private static final class Jdk extends Hasher {
    private final MessageDigest digest;

    Jdk(HashAlgorithm algorithm, String name) {
      super(algorithm);
      try {
        digest = MessageDigest.getInstance(name);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(
            "this Java runtime has no " + name + ", which every Java runtime must have", e);
      }
    }

    @Override
    void add(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    byte[] digest() {
      return digest.digest();
    }
  }

  /** Bouncy Castle's: the JDK has none. Its classes load with the first hash of this kind. */
  private static final class Blake3 extends Hasher {
    private final Blake3Digest digest = new Blake3Digest(256);

    Blake3(HashAlgorithm algorithm) {
      super(algorithm);
    }

    @Override
    void add(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    byte[] digest() {
      byte[] out = new byte[32];
      digest.doFinal(out, 0);
      return out;
    }
  }
}
