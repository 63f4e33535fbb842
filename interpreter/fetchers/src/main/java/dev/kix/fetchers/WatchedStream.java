package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends, until it stops sending: fewer than one byte a second over {@code
 * stalled-download-timeout} are none, as for Nix. It ends when the evaluation does, also in the
 * middle of waiting for the next byte; and it sends no faster than {@code download-speed} says.
 */
final class WatchedStream extends FilterInputStream {
  private static final long PERIOD_MILLIS = 20;

  private final FetchContext context;
  private final Closeable source;
  private final Duration patience;
  private final long bytesASecond;
  private final long begun = System.nanoTime();
  private volatile long received;
  private volatile boolean waiting;
  private volatile boolean stalled;
  private volatile @Nullable EvalException ended;
  private volatile boolean closed;

  /**
   * @param in must wake up a reader when it is closed
   */
  WatchedStream(InputStream in, FetchContext context) {
    this(in, in, context);
  }

  /**
   * @param source wakes up a reader of {@code in} when it is closed
   */
  WatchedStream(InputStream in, Closeable source, FetchContext context) {
    super(in);
    this.context = context;
    this.source = source;
    this.patience = context.settings().transfer().stalledTimeout();
    this.bytesASecond = context.settings().transfer().speed() * 1024;
    Thread watcher = new Thread(this::watch, "kix-download-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    long window = System.nanoTime();
    long before = 0;
    try {
      while (!closed) {
        ended = context.interruption().get();
        if (!waiting) { // whoever reads has something else to do: that is not the server's fault
          window = System.nanoTime();
          before = received;
        } else if (!patience.isZero() && System.nanoTime() - window >= patience.toNanos()) {
          stalled = received - before < Math.max(1, patience.toSeconds());
          window = System.nanoTime();
          before = received;
        }
        if (ended != null || stalled) {
          source.close();
          return;
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException | IOException e) {
      // Nobody interrupts this thread on purpose; a stream that cannot be closed ends by itself.
      return;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n;
    waiting = true;
    try {
      n = in.read(buffer, from, length);
    } catch (IOException e) {
      check();
      throw e;
    } finally {
      waiting = false;
    }
    check();
    received += Math.max(n, 0); // by one thread only
    slowDown();
    return n;
  }

  private void slowDown() throws IOException {
    if (bytesASecond == 0) {
      return;
    }
    long due = begun + (long) (received * 1e9 / bytesASecond);
    try {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        Thread.sleep(Math.min(PERIOD_MILLIS, left / 1_000_000 + 1));
        context.checkInterruption();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void check() throws IOException {
    EvalException reason = ended;
    if (reason != null) {
      throw reason;
    }
    if (stalled) {
      throw new IOException("Timeout was reached");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    super.close();
  }
}
