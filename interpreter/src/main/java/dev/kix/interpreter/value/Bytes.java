package dev.kix.interpreter.value;

import java.nio.charset.StandardCharsets;

/** Conversions between ordinary Java text and strings that hold one byte per char. */
public final class Bytes {
  private Bytes() {}

  /** {@code text} as UTF-8, one byte per char. */
  public static String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  /**
   * The text whose UTF-8 bytes are the chars of {@code bytes}; malformed sequences become U+FFFD.
   */
  public static String decode(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  /** The chars of {@code bytes} as bytes. */
  public static byte[] toArray(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A string with one char per byte. */
  public static String fromArray(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
