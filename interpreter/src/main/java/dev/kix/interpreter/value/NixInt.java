package dev.kix.interpreter.value;

/** A 64-bit signed integer. */
public final class NixInt extends Value {
  private static final int CACHE_LOW = -128;
  private static final int CACHE_HIGH = 1023;
  private static final NixInt[] CACHE = new NixInt[CACHE_HIGH - CACHE_LOW + 1];

  static {
    for (int i = 0; i < CACHE.length; i++) {
      CACHE[i] = new NixInt(i + CACHE_LOW);
    }
  }

  private final long value;

  private NixInt(long value) {
    this.value = value;
  }

  public static NixInt of(long value) {
    if (value >= CACHE_LOW && value <= CACHE_HIGH) {
      return CACHE[(int) value - CACHE_LOW];
    }
    return new NixInt(value);
  }

  public long value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.INT;
  }
}
