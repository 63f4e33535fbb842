package dev.kix.store.info;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A detached Ed25519 signature and the name of the key that made it. Immutable. */
public final class Signature implements Comparable<Signature> {
  private final String keyName;
  private final byte[] bytes;

  Signature(String keyName, byte[] bytes) {
    this.keyName = keyName;
    this.bytes = bytes;
  }

  /**
   * Reads {@code KEYNAME:BASE64}.
   *
   * @throws dev.kix.store.StoreException when the text has another form
   */
  public static Signature parse(String text) {
    NamedBytes parts = NamedBytes.parse(text, "signature");
    return new Signature(parts.name(), parts.bytes());
  }

  /** The name of the key, for instance {@code cache.example.org-1}. */
  public String keyName() {
    return keyName;
  }

  /** The signature's bytes, a fresh copy; 64 of them if it is a good one. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(Signature other) {
    int order = keyName.compareTo(other.keyName);
    return order != 0 ? order : Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Signature signature
        && keyName.equals(signature.keyName)
        && Arrays.equals(bytes, signature.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * keyName.hashCode() + Arrays.hashCode(bytes);
  }

  /** {@code KEYNAME:BASE64}. */
  @Override
  public String toString() {
    return NamedBytes.print(keyName, bytes);
  }
}
