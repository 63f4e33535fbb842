package dev.kix.store.info;

import dev.kix.store.StoreException;
import java.nio.charset.StandardCharsets;

/** A key that signatures are checked with, {@code NAME:BASE64} of 32 bytes. Immutable. */
public final class PublicKey {
  private final String name;
  private final byte[] bytes;

  PublicKey(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Reads {@code NAME:BASE64}, the form of Nix's setting {@code trusted-public-keys}.
   *
   * @throws StoreException when the text is no public key
   */
  public static PublicKey parse(String text) {
    NamedBytes parts = NamedBytes.parse(text, "key");
    if (parts.bytes().length != Ed25519.PUBLIC_SIZE) {
      throw new StoreException("public key is not valid");
    }
    return new PublicKey(parts.name(), parts.bytes());
  }

  /** The name that signatures give. */
  public String name() {
    return name;
  }

  /**
   * Whether this key made {@code signature} of {@code text} (a Nix string); false when the
   * signature names another key.
   */
  public boolean verifies(String text, Signature signature) {
    byte[] bytesOfSignature = signature.bytes();
    return name.equals(signature.keyName())
        && bytesOfSignature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(bytes, text.getBytes(StandardCharsets.ISO_8859_1), bytesOfSignature);
  }

  /** {@code NAME:BASE64}. */
  @Override
  public String toString() {
    return NamedBytes.print(name, bytes);
  }
}
