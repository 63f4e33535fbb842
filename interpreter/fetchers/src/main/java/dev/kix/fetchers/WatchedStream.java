package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends, until it stops sending: fewer than one byte a second over five minutes are
 * none, as for Nix ("stalled-download-timeout"). It ends when the evaluation does, also in the
 * middle of waiting for the next byte. The stream below must wake up a reader when it is closed.
 */
final class WatchedStream extends FilterInputStream {
  private static final Duration STALLED = Duration.ofMinutes(5);
  private static final long PERIOD_MILLIS = 20;

  private final FetchContext context;
  private volatile long received;
  private volatile boolean stalled;
  private volatile @Nullable EvalException ended;
  private volatile boolean closed;

  WatchedStream(InputStream in, FetchContext context) {
    super(in);
    this.context = context;
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
        if (System.nanoTime() - window >= STALLED.toNanos()) {
          stalled = received - before < STALLED.toSeconds();
          window = System.nanoTime();
          before = received;
        }
        if (ended != null || stalled) {
          in.close();
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
    try {
      n = in.read(buffer, from, length);
    } catch (IOException e) {
      check();
      throw e;
    }
    check();
    received += Math.max(n, 0); // by one thread only
    return n;
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
