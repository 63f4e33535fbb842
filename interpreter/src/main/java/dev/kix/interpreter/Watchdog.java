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

  private final EvalState state;
  private @Nullable Thread thread;
  private boolean closed;

  private Watchdog(EvalState state) {
    this.state = state;
  }

  /** Watches the calling thread until {@link #close}. */
  static Watchdog start(Limits limits, EvalState state) {
    Watchdog watchdog = new Watchdog(state);
    if (limits.wallClock() != null || limits.allocationBytes() != null) {
      watchdog.watch(limits.wallClock(), limits.allocationBytes());
    }
    return watchdog;
  }

  private void watch(@Nullable Duration time, @Nullable Long bytes) {
    long start = System.nanoTime();
    long watched = Thread.currentThread().threadId();
    long before = allocated(watched);
    Thread t =
        new Thread(
            () -> {
              while (true) {
                if (time != null
                    && time.compareTo(Duration.ofNanos(System.nanoTime() - start)) <= 0) {
                  end("the evaluation took longer than the limit of " + time.toMillis() + " ms");
                  return;
                }
                if (bytes != null && allocated(watched) - before > bytes) {
                  end("the evaluation allocated more than the limit of " + bytes + " bytes");
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
    t.setDaemon(true);
    t.start();
    thread = t;
  }

  /** Ends the evaluation that is watched, never the one after it. */
  private synchronized void end(String why) {
    if (!closed) {
      state.interrupt(new EvalException(ErrorKind.LIMIT, why, null));
    }
  }

  private static long allocated(long threadId) {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
        ? bean.getThreadAllocatedBytes(threadId)
        : 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Thread t = thread;
    if (t != null) {
      t.interrupt();
    }
  }
}
