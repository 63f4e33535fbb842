package dev.kix.interpreter;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The thread an interpreter evaluates on: one with a stack large enough for 10,000 nested calls,
 * which the caller's seldom is. It is started at the first task, is a daemon, and runs one task
 * after another.
 */
final class EvaluationThread implements AutoCloseable {
  private static final String NAME = "kix-evaluation";
  private static final long RETRY_MILLIS = 10;

  private static final FutureTask<Object> STOP = new FutureTask<>(() -> null);

  private final LinkedBlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
  private final long stackBytes;
  private @Nullable Thread thread;
  private @Nullable FutureTask<?> current;
  private boolean closed;

  EvaluationThread(long stackBytes) {
    this.stackBytes = stackBytes;
  }

  /**
   * Runs {@code task} and waits for it. A task that asks for another runs it at once, in place.
   *
   * @param cancel makes the task in progress end soon; called when the caller is interrupted while
   *     that is its own
   * @throws EvalException of kind CANCELLED when the task was not begun, because the caller was
   *     interrupted or the thread closed
   * @throws IllegalStateException when the thread is closed already
   */
  <T> T run(Callable<T> task, Runnable cancel) {
    if (isCaller()) {
      try {
        return task.call();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    FutureTask<T> future = new FutureTask<>(task);
    enqueue(future);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return interrupted ? future.get(RETRY_MILLIS, TimeUnit.MILLISECONDS) : future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          end(future, cancel);
        } catch (TimeoutException e) {
          end(future, cancel); // it was between the queue and its beginning
        }
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (CancellationException e) {
      throw new EvalException(
          ErrorKind.CANCELLED,
          interrupted ? "the evaluation was cancelled" : "the interpreter was closed",
          null);
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

  private synchronized boolean isCaller() {
    return Thread.currentThread() == thread;
  }

  /** In one step with looking whether the thread is closed: a task behind its end is never run. */
  private synchronized void enqueue(FutureTask<?> task) {
    if (closed) {
      throw new IllegalStateException("the interpreter is closed");
    }
    if (thread == null) {
      Thread t =
          Counters.ON
              ? new CountingThread(this::loop, stackBytes)
              : new Thread(null, this::loop, NAME, stackBytes, false);
      t.setDaemon(true);
      t.start();
      thread = t;
    }
    tasks.add(task);
  }

  /** Ends a task that nobody waits for any more, and none but that one. */
  private synchronized void end(FutureTask<?> task, Runnable cancel) {
    if (tasks.remove(task)) {
      task.cancel(false);
    } else if (current == task) {
      cancel.run();
    }
  }

  private synchronized void setCurrent(@Nullable FutureTask<?> task) {
    current = task;
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
        setCurrent(task);
        task.run();
        setCurrent(null);
      } catch (InterruptedException e) {
        // Only close() ends this thread; an interrupt meant for a task is that task's business.
        Thread.interrupted();
      }
    }
  }

  /** Ends the thread after the task in progress; tasks that wait are not begun. */
  @Override
  public synchronized void close() {
    closed = true;
    for (FutureTask<?> waiting; (waiting = tasks.poll()) != null; ) {
      waiting.cancel(false);
    }
    tasks.add(STOP);
  }
}
