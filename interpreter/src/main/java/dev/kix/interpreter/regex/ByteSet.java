package dev.kix.interpreter.regex;

/** A set of bytes. Mutable while it is built. */
final class ByteSet {
  final long[] bits = new long[4];

  void add(int b) {
    bits[b >> 6] |= 1L << (b & 63);
  }

  /** Adds from {@code low} to {@code high}, both included. */
  void addRange(int low, int high) {
    for (int b = low; b <= high; b++) {
      add(b);
    }
  }

  void invert() {
    for (int i = 0; i < bits.length; i++) {
      bits[i] = ~bits[i];
    }
  }

  boolean has(int b) {
    return (bits[b >> 6] >>> (b & 63) & 1) != 0;
  }

  static ByteSet of(int b) {
    ByteSet set = new ByteSet();
    set.add(b);
    return set;
  }
}
