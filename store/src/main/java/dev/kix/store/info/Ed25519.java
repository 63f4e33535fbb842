package dev.kix.store.info;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Ed25519 (RFC 8032) through the JDK, on raw keys as Nix writes them. */
final class Ed25519 {
  static final int PUBLIC_SIZE = 32;
  static final int SEED_SIZE = 32;
  static final int SIGNATURE_SIZE = 64;

  /** What X.509 puts before the 32 bytes of a public key (RFC 8410). */
  private static final byte[] X509_PREFIX = {
    0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0
  };

  private Ed25519() {}

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      java.security.Signature signer = java.security.Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /** Whether the signature is good; false also for a key or signature that is none. */
  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + PUBLIC_SIZE);
    System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, PUBLIC_SIZE);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw unavailable(e);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** A fresh seed followed by its public key: what libsodium, and so Nix, calls the secret key. */
  static byte[] generate() {
    try {
      java.security.KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed =
          ((EdECPrivateKey) pair.getPrivate())
              .getBytes()
              .orElseThrow(() -> new IllegalStateException("the JDK hides the key it made"));
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] secret = Arrays.copyOf(seed, SEED_SIZE + PUBLIC_SIZE);
      System.arraycopy(encoded, encoded.length - PUBLIC_SIZE, secret, SEED_SIZE, PUBLIC_SIZE);
      return secret;
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static IllegalStateException unavailable(GeneralSecurityException e) {
    return new IllegalStateException(
        "this Java runtime has no Ed25519, which came with Java 15", e);
  }
}
