package dev.kix.k8s.text;

import java.nio.charset.StandardCharsets;

/**
 * Short texts that were seen before, such as {@code containers}: one string for all of them, whose
 * hash code is known. What is forgotten is made again. May be used by several threads at once: a
 * string is safe to hand over without a lock, and a lost one costs its making only.
 */
final class Words {
  /** Longer texts are seldom seen twice. */
  static final int MAX_LENGTH = 40;

  private static final int SIZE = 1 << 11;

  private final String[] table = new String[SIZE];

  /** The text of bytes of ASCII. */
  @SuppressWarnings("NullAway") // a slot may be empty
  String word(byte[] in, int start, int stop) {
    int length = stop - start;
    if (length > MAX_LENGTH) {
      return new String(in, start, length, StandardCharsets.ISO_8859_1);
    }
    int hash = length;
    for (int i = start; i < stop; i++) {
      hash = hash * 31 + in[i];
    }
    int slot = (hash ^ hash >>> 11) & SIZE - 1;
    String known = table[slot];
    if (known != null && isSame(known, in, start, length)) {
      return known;
    }
    String made = new String(in, start, length, StandardCharsets.ISO_8859_1);
    table[slot] = made;
    return made;
  }

  private static boolean isSame(String known, byte[] in, int start, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != in[start + i]) {
        return false;
      }
    }
    return true;
  }
}
