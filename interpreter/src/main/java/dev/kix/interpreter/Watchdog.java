package dev.kix.interpreter;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends an evaluation that takes too long or allocates too much. A thread of its own looks a hundred
 * times a second; where neither is limited there is no thread.
 */
final class Watchdog implements AutoCloseable {
  private static final long PERIOD_MILLIS = 10;

  private final @Nullable Thread thread;

  private Watchdog(@Nullable Thread thread) {
    this.thread = thread;
  }

  /** Watches the calling thread until {@link #close}. */
  static Watchdog start(Limits limits, EvalState state) {
    Duration time = limits.wallClock();
    Long bytes = limits.allocationBytes();
    if (time == null && bytes == null) {
      return new Watchdog(null);
    }
    long deadline = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
    long watched = Thread.currentThread().threadId();
    long budget = bytes == null ? Long.MAX_VALUE : allocated(watched) + bytes;
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                if (time != null && System.nanoTime() - deadline >= 0) {
                  state.interrupt(
                      new EvalException(
                          ErrorKind.LIMIT,
                          "the evaluation took longer than the limit of " + time.toMillis() + " ms",
                          null));
                  return;
                }
                if (bytes != null && allocated(watched) > budget) {
                  state.interrupt(
                      new EvalException(
                          ErrorKind.LIMIT,
                          "the evaluation allocated more than the limit of " + bytes + " bytes",
                          null));
                  return;
                }
                try {
                  Thread.sleep(PERIOD_MILLIS);
                } catch (InterruptedException e) {
                  return; // close()
                }
              }
            },
            "kix-watchdog");
    thread.setDaemon(true);
    thread.start();
    return new Watchdog(thread);
  }

  private static long allocated(long threadId) {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
        ? bean.getThreadAllocatedBytes(threadId)
        : 0;
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
