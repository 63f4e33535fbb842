package dev.kix.store.hash;

/** Hexadecimal, written in lower case and read in either. */
public final class Base16 {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Base16() {}

  /** Two lower-case digits a byte. */
  public static String encode(byte[] bytes) {
    byte[] text = new byte[bytes.length * 2];
    encode(bytes, text, 0);
    return Latin1.string(text);
  }

  /** {@link #encode(byte[])}, written into {@code text} from index {@code at} on. */
  static void encode(byte[] bytes, byte[] text, int at) {
    for (int i = 0; i < bytes.length; i++) {
      text[at + 2 * i] = DIGITS[(bytes[i] >> 4) & 15];
      text[at + 2 * i + 1] = DIGITS[bytes[i] & 15];
    }
  }

  /**
   * The bytes of hexadecimal text.
   *
   * @throws HashException when a character is no hexadecimal digit or the length is odd
   */
  public static byte[] decode(String text) {
    if (text.length() % 2 != 0) {
      throw new HashException("Base16 string '" + text + "' has an odd number of digits");
    }
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digit(text.charAt(2 * i)) << 4 | digit(text.charAt(2 * i + 1)));
    }
    return bytes;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
      return c - 'A' + 10;
    }
    throw new HashException("invalid character in Base16 string: '" + c + "'");
  }
}
