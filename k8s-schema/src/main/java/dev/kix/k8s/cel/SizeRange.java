package dev.kix.k8s.cel;

import com.google.common.math.LongMath;

/**
 * How large a text, list or map may be: its characters or elements. Sums and products stop at
 * {@link #ENDLESS}, which stands for a size that nothing limits.
 *
 * @param least never negative
 * @param most never less than zero; may be less than {@code least} for a union of nothing
 */
record SizeRange(long least, long most) {
  static final long ENDLESS = Long.MAX_VALUE;

  /** Of what nothing is known. */
  static final SizeRange UNKNOWN = new SizeRange(0, ENDLESS);

  /** To start a union with. */
  static final SizeRange NONE = new SizeRange(ENDLESS, 0);

  static SizeRange exactly(long size) {
    return new SizeRange(size, size);
  }

  static SizeRange upTo(long most) {
    return new SizeRange(0, most);
  }

  SizeRange plus(SizeRange other) {
    return new SizeRange(
        LongMath.saturatedAdd(least, other.least), LongMath.saturatedAdd(most, other.most));
  }

  SizeRange times(SizeRange other) {
    return new SizeRange(
        LongMath.saturatedMultiply(least, other.least),
        LongMath.saturatedMultiply(most, other.most));
  }

  SizeRange union(SizeRange other) {
    return new SizeRange(Math.min(least, other.least), Math.max(most, other.most));
  }

  /** The greatest cost of going through all of it, at so much for each character or element. */
  long cost(double each) {
    return scaled(most, each);
  }

  /** A cost or size times a factor, rounded up. */
  static long scaled(long value, double factor) {
    double product = Math.ceil(value * factor);
    return product >= ENDLESS ? ENDLESS : (long) product;
  }
}
