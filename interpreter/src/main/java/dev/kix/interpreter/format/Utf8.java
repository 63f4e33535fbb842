package dev.kix.interpreter.format;

/** UTF-8 in strings that hold one char per byte (RFC 3629). */
final class Utf8 {
  private Utf8() {}

  /** How long a sequence is that begins with {@code lead}, which must be a valid lead byte. */
  static int length(char lead) {
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  }

  /** The index of the first byte that spoils the sequence at {@code i}, or -1 if it is fine. */
  static int firstBad(String s, int i) {
    char lead = s.charAt(i);
    if (lead < 0x80) {
      return -1;
    }
    if (lead < 0xc2 || lead > 0xf4) {
      return i;
    }
    int n = length(lead);
    for (int k = 1; k < n; k++) {
      int low = 0x80;
      int high = 0xbf;
      if (k == 1) {
        low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : low;
        high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : high;
      }
      if (i + k >= s.length() || s.charAt(i + k) < low || s.charAt(i + k) > high) {
        return i + k;
      }
    }
    return -1;
  }

  /** Appends a code point as UTF-8. */
  static void append(StringBuilder out, int code) {
    if (code < 0x80) {
      out.append((char) code);
    } else if (code < 0x800) {
      out.append((char) (0xc0 | code >> 6)).append((char) (0x80 | code & 0x3f));
    } else if (code < 0x10000) {
      out.append((char) (0xe0 | code >> 12))
          .append((char) (0x80 | code >> 6 & 0x3f))
          .append((char) (0x80 | code & 0x3f));
    } else {
      out.append((char) (0xf0 | code >> 18))
          .append((char) (0x80 | code >> 12 & 0x3f))
          .append((char) (0x80 | code >> 6 & 0x3f))
          .append((char) (0x80 | code & 0x3f));
    }
  }
}
