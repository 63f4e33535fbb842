package dev.kix.store.info;

import dev.kix.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key that signs, {@code NAME:BASE64} of 64 bytes: the seed, then the public key, as libsodium
 * has it. Immutable; {@link #toString} does not show the key.
 */
public final class SecretKey {
  private final String name;
  private final byte[] bytes;

  private SecretKey(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Reads what {@link #print} writes; the same file that {@code nix key generate-secret} writes.
   *
   * @throws StoreException when the text is no secret key; the message does not repeat it
   */
  public static SecretKey parse(String text) {
    NamedBytes parts = NamedBytes.parse(text, "key");
    if (parts.bytes().length != Ed25519.SEED_SIZE + Ed25519.PUBLIC_SIZE) {
      throw new StoreException("secret key is not valid");
    }
    return new SecretKey(parts.name(), parts.bytes());
  }

  /**
   * A new key from the system's source of randomness.
   *
   * @param name what signatures will give; not empty, without colon
   */
  public static SecretKey generate(String name) {
    if (name.isEmpty() || name.indexOf(':') >= 0) {
      throw new StoreException("'" + name + "' cannot name a key: it is empty or contains a colon");
    }
    return new SecretKey(name, Ed25519.generate());
  }

  /** The name that signatures will give. */
  public String name() {
    return name;
  }

  /** Signs {@code text}, a Nix string. */
  public Signature sign(String text) {
    byte[] seed = Arrays.copyOf(bytes, Ed25519.SEED_SIZE);
    return new Signature(name, Ed25519.sign(seed, text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The key that checks what this one signs. */
  public PublicKey publicKey() {
    return new PublicKey(name, Arrays.copyOfRange(bytes, Ed25519.SEED_SIZE, bytes.length));
  }

  /** {@code NAME:BASE64}: the secret itself. */
  public String print() {
    return NamedBytes.print(name, bytes);
  }

  @Override
  public String toString() {
    return "secret key " + name;
  }
}
