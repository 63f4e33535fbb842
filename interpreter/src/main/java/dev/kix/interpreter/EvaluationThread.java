package dev.kix.interpreter;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread an interpreter evaluates on: one with a stack large enough for 10,000 nested calls,
 * which the caller's seldom is. It is started at the first task, is a daemon, and runs one task
 * after another.
 */
final class EvaluationThread implements AutoCloseable {
  private static final String NAME = "kix-evaluation";

  private static final FutureTask<Object> STOP = new FutureTask<>(() -> null);

  private final LinkedBlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
  private final long stackBytes;
  private @Nullable Thread thread;
  private boolean closed;

  EvaluationThread(long stackBytes) {
    this.stackBytes = stackBytes;
  }

  /** Runs {@code task} and waits for it. A task that asks for another runs it at once, in place. */
  <T> T run(Callable<T> task, Runnable onInterrupt) {
    if (Thread.currentThread() == started()) {
      try {
        return task.call();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    FutureTask<T> future = new FutureTask<>(task);
    tasks.add(future);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          onInterrupt.run(); // the evaluation ends soon, with an error that says so
        }
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (CancellationException e) {
      throw new EvalException(ErrorKind.CANCELLED, "the interpreter was closed", null);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrow(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new AssertionError(cause);
  }

  private synchronized Thread started() {
    if (closed) {
      throw new IllegalStateException("the interpreter is closed");
    }
    Thread t = thread;
    if (t == null) {
      t =
          Counters.ON
              ? new CountingThread(this::loop, stackBytes)
              : new Thread(null, this::loop, NAME, stackBytes, false);
      t.setDaemon(true);
      thread = t;
      t.start();
    }
    return t;
  }

  /** The thread of a process that counts what evaluation does. */
  private static final class CountingThread extends Thread implements Counters.Holder {
    private final Counters counters = new Counters();

    CountingThread(Runnable loop, long stackBytes) {
      super(null, loop, NAME, stackBytes, false);
    }

    @Override
    public Counters counters() {
      return counters;
    }
  }

  private void loop() {
    while (true) {
      try {
        FutureTask<?> task = tasks.take();
        if (task == STOP) {
          return;
        }
        task.run();
      } catch (InterruptedException e) {
        // Only close() ends this thread; an interrupt meant for a task is that task's business.
        Thread.interrupted();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (FutureTask<?> waiting; (waiting = tasks.poll()) != null; ) {
      waiting.cancel(false);
    }
    tasks.add(STOP);
  }
}
