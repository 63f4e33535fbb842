package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs for one evaluation: no longer than it may, and not a moment after the
 * evaluation was cancelled, is over its time, or has left {@link #close}. It hears nothing on its
 * standard input. Belongs to one thread; a second one watches.
 */
final class ProgramRun implements AutoCloseable {
  /** What is kept of its standard error; the rest is read and dropped. */
  private static final int COMPLAINT_BYTES = 16 * 1024;

  private static final long PERIOD_MILLIS = 20;

  /** How long a program that is told to end may tidy up. */
  private static final long GRACE_MILLIS = 2000;

  private final String name;
  private final Process process;
  private final Duration limit;
  private final FetchContext context;
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private final Thread listener;
  private final Thread watcher;
  private final Thread lastWill;
  private volatile @Nullable EvalException ended;
  private volatile boolean closed;

  private ProgramRun(String name, Process process, Duration limit, FetchContext context) {
    this.name = name;
    this.process = process;
    this.limit = limit;
    this.context = context;
    this.listener = new Thread(this::listen, "kix-" + name + "-errors");
    this.watcher = new Thread(this::watch, "kix-" + name + "-watch");
    this.lastWill = new Thread(this::kill, "kix-" + name + "-kill");
  }

  /**
   * Starts a program.
   *
   * @param name what messages call it
   * @param limit how long it may run
   * @throws IOException when there is no such program
   */
  static ProgramRun start(String name, ProcessBuilder builder, Duration limit, FetchContext context)
      throws IOException {
    context.checkInterruption();
    Process process = builder.start();
    ProgramRun run = new ProgramRun(name, process, limit, context);
    process.getOutputStream().close();
    try {
      Runtime.getRuntime().addShutdownHook(run.lastWill);
    } catch (IllegalStateException e) {
      // The JVM is ending already.
      run.kill();
    }
    run.listener.setDaemon(true);
    run.listener.start();
    run.watcher.setDaemon(true);
    run.watcher.start();
    return run;
  }

  /** Its standard output. It ends early when the program is made to end: see {@link #finish}. */
  InputStream output() {
    return process.getInputStream();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   * @throws EvalException when it was made to end, with the reason
   */
  int finish() {
    try {
      int code = process.waitFor();
      listener.join(GRACE_MILLIS); // what it started may still hold the pipe
      EvalException reason = ended;
      if (reason != null) {
        throw reason;
      }
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvalException(
          ErrorKind.CANCELLED, "interrupted while '" + name + "' was running", null);
    }
  }

  /** What it has written to its standard error until now, without the end of the last line. */
  String complaints() {
    synchronized (complaints) {
      return Bytes.fromArray(complaints.toByteArray()).stripTrailing();
    }
  }

  private void listen() {
    byte[] buffer = new byte[4096];
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (complaints) {
          complaints.write(buffer, 0, Math.min(n, COMPLAINT_BYTES - complaints.size()));
        }
      }
    } catch (IOException e) {
      // It was closed by the system when the process was killed.
      return;
    }
  }

  private void watch() {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!closed && !process.waitFor(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        EvalException reason = context.interruption().get();
        if (reason == null && System.nanoTime() - deadline >= 0) {
          reason =
              FetchErrors.error(
                  "'" + name + "' did not come to an end within " + limit.toSeconds() + " seconds");
        }
        if (reason != null) {
          ended = reason;
          kill();
          return;
        }
      }
    } catch (InterruptedException e) {
      kill(); // nobody interrupts this thread on purpose
    }
  }

  /** Ends the program and all that it has started: kindly, then by force. */
  private void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    closed = true;
    if (process.isAlive()) {
      kill();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(lastWill);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing to end.
      return;
    }
  }
}
