package dev.kix.interpreter.fetch;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A number that is computed when somebody asks for it, such as the length of a history. */
public final class LazyNumber {
  private @Nullable LongSupplier source;
  private long value;

  /**
   * @param source asked once, at most
   */
  public LazyNumber(LongSupplier source) {
    this.source = source;
  }

  /** The number; computing it may fail as reading the repository may. Thread-safe. */
  public synchronized long get() {
    LongSupplier s = source;
    if (s != null) {
      value = s.getAsLong();
      source = null;
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LazyNumber n && n.get() == get();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(get());
  }

  @Override
  public String toString() {
    return Long.toString(get());
  }
}
