package dev.kix.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does many small things on all processors where nobody can tell: the function must depend on its
 * argument alone and be callable from many threads. Results are in the order of what was given, and
 * the failure that is passed on is that of the first in this order. A few things are done on the
 * calling thread, where starting threads would take longer.
 */
final class Parallel {
  private static final int FEW = 200;
  private static final int BATCH = 32;

  /** As deep as manifests nest; the evaluation thread that they come from has more. */
  private static final long STACK = 64L << 20;

  private Parallel() {}

  static <T, R> List<R> map(List<T> items, Function<? super T, R> function) {
    int processors = Runtime.getRuntime().availableProcessors();
    int size = items.size();
    if (size < FEW || processors == 1) {
      List<R> out = new ArrayList<>(size);
      for (T item : items) {
        out.add(function.apply(item));
      }
      return out;
    }
    AtomicReferenceArray<@Nullable R> results = new AtomicReferenceArray<>(size);
    AtomicReferenceArray<@Nullable Throwable> failures = new AtomicReferenceArray<>(size);
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int from = next.getAndAdd(BATCH); from < size; from = next.getAndAdd(BATCH)) {
            for (int i = from; i < Math.min(size, from + BATCH); i++) {
              try {
                results.set(i, function.apply(items.get(i)));
              } catch (RuntimeException | Error e) {
                failures.set(i, e);
                next.set(size); // what comes before is in other threads' hands and is finished
              }
            }
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < processors; i++) {
      Thread thread = new Thread(null, work, "kix-" + i, STACK);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    work.run();
    join(threads);
    List<R> out = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (failures.get(i) instanceof Error e) {
        throw e;
      }
      if (failures.get(i) instanceof RuntimeException e) {
        throw e;
      }
      R result = results.get(i);
      if (result != null) {
        out.add(result);
      }
    }
    return out;
  }

  private static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
