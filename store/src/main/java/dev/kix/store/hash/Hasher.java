package dev.kix.store.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.jspecify.annotations.Nullable;

/**
 * A hash being computed: bytes go in by {@link #update}, {@link #finish} gives the hash. For one
 * thread, and for one hash. Also counts the bytes, as Nix's path information needs both.
 */
public abstract sealed class Hasher {
  /** From this many bytes on, SHA-256 is left to the JDK. */
  static final int SHORT = 64 * 1024;

  private static final byte[] NOTHING = {};

  private final HashAlgorithm algorithm;
  private long count;

  private Hasher(HashAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  /** A hasher that has seen nothing yet. */
  public static Hasher of(HashAlgorithm algorithm) {
    if (algorithm == HashAlgorithm.SHA256) {
      return new ShortSha256(algorithm);
    }
    return bulk(algorithm);
  }

  /** A hasher of the JDK, or of Bouncy Castle, however little it will be given. */
  static Hasher bulk(HashAlgorithm algorithm) {
    String name = algorithm.jdkName();
    return name == null ? new Blake3(algorithm) : new Jdk(algorithm, name);
  }

  /** What the JDK has under {@code name}. */
  static MessageDigest messageDigest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this Java runtime has no " + name + ", which every Java runtime must have", e);
    }
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
    return Hash.takeOver(algorithm, digest());
  }

  abstract void add(byte[] bytes, int offset, int length);

  abstract byte[] digest();

  /** Keeps the first bytes, and gives them to the JDK only when there are more than that. */
  private static final class ShortSha256 extends Hasher {
    private byte[] kept = NOTHING;
    private int length;
    private @Nullable Hasher jdk;

    ShortSha256(HashAlgorithm algorithm) {
      super(algorithm);
    }

    @Override
    void add(byte[] bytes, int offset, int count) {
      if (jdk == null) {
        if (count < SHORT - length) {
          if (kept.length - length < count) {
            kept = Arrays.copyOf(kept, Math.max(length + count, Math.min(2 * length, SHORT)));
          }
          System.arraycopy(bytes, offset, kept, length, count);
          length += count;
          return;
        }
        jdk = bulk(HashAlgorithm.SHA256);
        jdk.add(kept, 0, length);
        kept = NOTHING;
      }
      jdk.add(bytes, offset, count);
    }

    @Override
    byte[] digest() {
      return jdk == null ? Sha256.digest(kept, length) : jdk.digest();
    }
  }

  private static final class Jdk extends Hasher {
    private final MessageDigest digest;

    Jdk(HashAlgorithm algorithm, String name) {
      super(algorithm);
      digest = messageDigest(name);
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
