package dev.kix.interpreter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much an evaluation may use. Exceeding a limit is an {@link
 * dev.kix.interpreter.diagnostic.EvalException} of kind {@code LIMIT}; the interpreter stays
 * usable.
 *
 * @param callDepth the deepest nesting of function calls; Nix's {@code max-call-depth}, 10,000 by
 *     default
 * @param stackBytes the stack reserved for evaluation; address space only, until it is used
 * @param wallClock the longest an evaluation may take, or null for no limit
 * @param allocationBytes the most memory an evaluation may allocate in total, freed or not, or null
 *     for no limit. Checked about a hundred times a second, so a little more may be allocated.
 * @param fileBytes the largest file that is read
 */
public record Limits(
    int callDepth,
    long stackBytes,
    @Nullable Duration wallClock,
    @Nullable Long allocationBytes,
    long fileBytes) {

  private static final Limits DEFAULT = new Limits(10_000, 1L << 30, null, null, 1L << 30);

  /**
   * @throws IllegalArgumentException for a limit that allows nothing, or a stack below 1 MiB
   */
  public Limits {
    if (callDepth < 1 || stackBytes < 1 << 20 || fileBytes < 0) {
      throw new IllegalArgumentException(
          "callDepth must be at least 1, stackBytes at least 1 MiB and fileBytes at least 0");
    }
    if (wallClock != null && !wallClock.isPositive()
        || allocationBytes != null && allocationBytes < 1) {
      throw new IllegalArgumentException("wallClock and allocationBytes must be more than nothing");
    }
  }

  /** Nix's call depth, a stack of 1 GiB, no limit of time or memory, files up to 1 GiB. */
  public static Limits standard() {
    return DEFAULT;
  }

  public Limits withCallDepth(int depth) {
    return new Limits(depth, stackBytes, wallClock, allocationBytes, fileBytes);
  }

  public Limits withStackBytes(long bytes) {
    return new Limits(callDepth, bytes, wallClock, allocationBytes, fileBytes);
  }

  public Limits withWallClock(Duration duration) {
    return new Limits(callDepth, stackBytes, duration, allocationBytes, fileBytes);
  }

  public Limits withAllocationBytes(long bytes) {
    return new Limits(callDepth, stackBytes, wallClock, bytes, fileBytes);
  }

  public Limits withFileBytes(long bytes) {
    return new Limits(callDepth, stackBytes, wallClock, allocationBytes, bytes);
  }
}
