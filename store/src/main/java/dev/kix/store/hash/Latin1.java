package dev.kix.store.hash;

import java.nio.charset.StandardCharsets;

/** Bytes as text and back, one char a byte. */
final class Latin1 {
  private Latin1() {}

  static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
