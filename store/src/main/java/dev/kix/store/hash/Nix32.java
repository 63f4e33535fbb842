package dev.kix.store.hash;

import java.util.Arrays;

/**
 * Nix's base 32: the alphabet leaves out e, o, u and t, and the digits run from the last bit to the
 * first (Nix manual, protocols/nix32.md).
 */
public final class Nix32 {
  private static final byte[] DIGITS = Latin1.bytes("0123456789abcdfghijklmnpqrsvwxyz");
  private static final byte[] VALUES = values();

  private Nix32() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
    }
    return values;
  }

  /** Number of digits that {@code size} bytes take: ⌈8·size / 5⌉. */
  public static int encodedLength(int size) {
    return size == 0 ? 0 : (size * 8 - 1) / 5 + 1;
  }

  /** Whether {@code c} is one of the 32 digits. */
  public static boolean isDigit(char c) {
    return c < 256 && VALUES[c] >= 0;
  }

  /** The digits of {@code bytes}. */
  public static String encode(byte[] bytes) {
    byte[] text = new byte[encodedLength(bytes.length)];
    encode(bytes, text);
    return Latin1.string(text);
  }

  /** {@link #encode(byte[])}, written to the beginning of {@code text}. */
  public static void encode(byte[] bytes, byte[] text) {
    int size = bytes.length;
    int length = encodedLength(size);
    for (int n = 0; n < length; n++) {
      int bit = n * 5;
      int i = bit >>> 3;
      int j = bit & 7;
      int low = (bytes[i] & 0xff) >>> j;
      int high = i + 1 < size ? (bytes[i + 1] & 0xff) << (8 - j) : 0;
      text[length - 1 - n] = DIGITS[(low | high) & 31];
    }
  }

  /**
   * The bytes of nix32 text. Text of {@link #encodedLength} digits gives that size, one byte more
   * when bits beyond it are set, which the caller reports as a wrong length (as Nix does).
   *
   * @throws HashException when a character is no nix32 digit
   */
  public static byte[] decode(String text) {
    int length = text.length();
    byte[] bytes = new byte[length * 5 / 8 + 1];
    int size = 0;
    for (int n = 0; n < length; n++) {
      char c = text.charAt(length - 1 - n);
      int digit = c < 256 ? VALUES[c] : -1;
      if (digit < 0) {
        throw new HashException(
            "invalid character in Nix32 (Nix's Base32 variation) string: '" + c + "'");
      }
      int bit = n * 5;
      int i = bit >>> 3;
      int j = bit & 7;
      bytes[i] |= (byte) (digit << j);
      size = i + 1;
      int carry = digit >>> (8 - j);
      if (carry != 0) {
        bytes[i + 1] |= (byte) carry;
        size = i + 2;
      }
    }
    return Arrays.copyOf(bytes, size);
  }
}
