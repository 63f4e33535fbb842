package dev.kix.store.hash;

import java.util.Arrays;

/**
 * Base 64 as Nix reads and writes it: RFC 4648 with padding going out; coming in, line feeds are
 * skipped, reading ends at the first {@code =}, and padding and unused bits are not checked.
 */
public final class Base64 {
  private static final byte[] DIGITS =
      Latin1.bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final byte[] VALUES = values();

  private Base64() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
    }
    return values;
  }

  /** Number of characters that {@code size} bytes take, padding included. */
  public static int encodedLength(int size) {
    return (size + 2) / 3 * 4;
  }

  /** The text of {@code bytes}, padded. */
  public static String encode(byte[] bytes) {
    byte[] text = new byte[encodedLength(bytes.length)];
    int at = 0;
    int data = 0;
    int bits = 0;
    for (byte b : bytes) {
      data = data << 8 | (b & 0xff);
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        text[at++] = DIGITS[data >> bits & 63];
      }
    }
    if (bits > 0) {
      text[at++] = DIGITS[data << (6 - bits) & 63];
    }
    Arrays.fill(text, at, text.length, (byte) '=');
    return Latin1.string(text);
  }

  /**
   * The bytes of base 64 text.
   *
   * @throws HashException when a character is neither digit, line feed nor {@code =}
   */
  public static byte[] decode(String text) {
    byte[] bytes = new byte[text.length() * 3 / 4 + 1];
    int at = 0;
    int data = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        break;
      }
      if (c == '\n') {
        continue;
      }
      int digit = c < 256 ? VALUES[c] : -1;
      if (digit < 0) {
        throw new HashException("invalid character in Base64 string: '" + c + "'");
      }
      data = data << 6 | digit;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (data >> bits);
      }
    }
    return Arrays.copyOf(bytes, at);
  }
}
