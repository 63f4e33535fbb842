package dev.kix.fetchers;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it. Rules: PROTOCOL.sshsig of OpenSSH; keys of
 * type {@code ssh-ed25519} and {@code ssh-rsa} (with SHA-2) are understood.
 *
 * @param publicKey the key, as OpenSSH writes it
 */
record SshSignature(
    byte[] publicKey, String namespace, byte[] reserved, String hash, byte[] signature) {
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);

  /** What RFC 8410 puts before the 32 bytes of a key. */
  private static final byte[] ED25519_HEAD = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static SshSignature parse(String armoured) {
    String text = armoured.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IllegalArgumentException("not a signature of SSH");
    }
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    ByteBuffer in = ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64));
    try {
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!MessageDigest.isEqual(magic, MAGIC) || in.getInt() != 1) {
        throw new IllegalArgumentException("not a signature of SSH, version 1");
      }
      return new SshSignature(bytes(in), text(in), bytes(in), text(in), bytes(in));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it ends too early", e);
    }
  }

  /** The type of the key, as OpenSSH calls it. */
  String keyType() {
    try {
      return text(ByteBuffer.wrap(publicKey));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return "";
    }
  }

  /** Whether this is a signature of {@code payload}, made for {@code wanted}. */
  boolean verifies(String wanted, byte[] payload) {
    if (!namespace.equals(wanted)) {
      return false;
    }
    try {
      String algorithm =
          switch (hash) {
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            default -> "";
          };
      if (algorithm.isEmpty()) {
        return false;
      }
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      signed.writeBytes(MAGIC);
      put(signed, namespace.getBytes(StandardCharsets.ISO_8859_1));
      put(signed, reserved);
      put(signed, hash.getBytes(StandardCharsets.ISO_8859_1));
      put(signed, MessageDigest.getInstance(algorithm).digest(payload));
      return verifies(signed.toByteArray());
    } catch (GeneralSecurityException | BufferUnderflowException | IllegalArgumentException e) {
      return false; // a key or signature that is none
    }
  }

  private boolean verifies(byte[] signed) throws GeneralSecurityException {
    ByteBuffer key = ByteBuffer.wrap(publicKey);
    String type = text(key);
    ByteBuffer proof = ByteBuffer.wrap(signature);
    String format = text(proof);
    PublicKey parsed;
    String algorithm;
    if (type.equals("ssh-ed25519") && format.equals(type)) {
      ByteArrayOutputStream encoded = new ByteArrayOutputStream();
      encoded.writeBytes(ED25519_HEAD);
      encoded.writeBytes(bytes(key));
      parsed =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
      algorithm = "Ed25519";
    } else if (type.equals("ssh-rsa") && format.startsWith("rsa-sha2-")) {
      BigInteger exponent = new BigInteger(bytes(key));
      parsed =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(new BigInteger(bytes(key)), exponent));
      algorithm = format.equals("rsa-sha2-256") ? "SHA256withRSA" : "SHA512withRSA";
    } else {
      return false;
    }
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(parsed);
    verifier.update(signed);
    return verifier.verify(bytes(proof));
  }

  private static byte[] bytes(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a field is longer than the rest");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.ISO_8859_1);
  }

  private static void put(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
