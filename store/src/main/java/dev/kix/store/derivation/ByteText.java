package dev.kix.store.derivation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text that grows and is hashed as bytes: a StringBuilder without the copies on the way to bytes.
 */
final class ByteText {
  private byte[] bytes;
  private int length;

  ByteText(int capacity) {
    bytes = new byte[capacity];
  }

  /** The bytes; only the first {@link #length} count. Not a copy. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Makes it empty; the room it has stays. */
  void clear() {
    length = 0;
  }

  void append(char c) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) c;
  }

  // The one method that copies the bytes of a Latin-1 string into an array. It is deprecated
  // because
  // it drops the upper half of other characters, and a Nix string has no others.
  @SuppressWarnings("deprecation")
  void append(String text) {
    int count = text.length();
    if (bytes.length - length < count) {
      grow(count);
    }
    text.getBytes(0, count, bytes, length);
    length += count;
  }

  /** Appends {@code count} bytes of {@code from}. */
  void append(byte[] from, int start, int count) {
    if (bytes.length - length < count) {
      grow(count);
    }
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  /** Appends a string of an ATerm, in quotes and with escapes. */
  void string(String text) {
    append('"');
    int start = length;
    append(text);
    escape(start);
    append('"');
  }

  /** Puts a backslash before what ATerm strings have one before, from {@code start} to the end. */
  private void escape(int start) {
    for (int i = start; i < length; i++) {
      if (needsEscape(bytes[i])) {
        escapeFrom(i);
        return;
      }
    }
  }

  /** Most bytes are letters, so that the first two comparisons decide. */
  private static boolean needsEscape(byte b) {
    return b <= '\\' && (b == '\\' || b == '"' || b == '\n' || b == '\r' || b == '\t');
  }

  private void escapeFrom(int first) {
    int more = 0;
    for (int i = first; i < length; i++) {
      if (needsEscape(bytes[i])) {
        more++;
      }
    }
    if (bytes.length - length < more) {
      grow(more);
    }
    int to = length + more;
    length = to;
    // From the end, so that nothing is overwritten before it has moved.
    for (int i = to - more - 1; i >= first; i--) {
      byte b = bytes[i];
      if (needsEscape(b)) {
        bytes[--to] =
            switch (b) {
              case '\n' -> 'n';
              case '\r' -> 'r';
              case '\t' -> 't';
              default -> b;
            };
        bytes[--to] = '\\';
      } else {
        bytes[--to] = b;
      }
    }
  }

  private void grow(int count) {
    bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
  }

  /** The bytes, a copy of exactly their length. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
