package dev.kix.store.backend;

import dev.kix.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one local store, between processes and between threads: a shared one held while the
 * store is open, which garbage collection must have alone, and one for each of {@value #STRIPES}
 * groups of paths while an object of the group is written. All are byte ranges of one file.
 *
 * <p>The operating system keeps file locks per process, and drops all of a process's locks on a
 * file when any of its descriptors for it is closed. So there must be one descriptor for each store
 * in a Java process, which is why this class, alone in kix, has mutable static state: the table of
 * those that are open.
 */
final class StoreLock {
  static final int STRIPES = 32;

  private static final Map<Path, StoreLock> OPEN = new HashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final ReadWriteLock writers = new ReentrantReadWriteLock();
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private @Nullable FileLock session;
  private int users;

  private StoreLock(Path file) throws IOException {
    this.file = file;
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /**
   * Opens the lock file, making it if need be, and takes the shared lock; waits while another
   * process collects garbage.
   *
   * @param file an absolute path whose folder is resolved
   */
  static StoreLock open(Path file) {
    synchronized (OPEN) {
      StoreLock lock = OPEN.get(file);
      try {
        if (lock == null) {
          lock = new StoreLock(file);
          lock.session = lock.await(0, true);
          OPEN.put(file, lock);
        }
      } catch (IOException e) {
        throw failed(file, e);
      }
      lock.users++;
      return lock;
    }
  }

  /** Gives up what {@link #open} took. */
  void close() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(file);
        try {
          channel.close();
        } catch (IOException e) {
          throw failed(file, e);
        }
      }
    }
  }

  /**
   * Runs {@code action} while nobody else, in this process or another, has the store open, and no
   * thread of this one writes to it.
   *
   * @throws StoreException when somebody has
   */
  void alone(Runnable action) {
    synchronized (OPEN) {
      if (users > 1) {
        throw inUse();
      }
      writers.writeLock().lock();
      try {
        release(session);
        session = null;
        FileLock exclusive = channel.tryLock(0, 1, false);
        try {
          if (exclusive == null) {
            throw inUse();
          }
          action.run();
        } finally {
          release(exclusive);
          session = await(0, true);
        }
      } catch (IOException e) {
        throw failed(file, e);
      } finally {
        writers.writeLock().unlock();
      }
    }
  }

  private StoreException inUse() {
    return new StoreException(
        "the store of lock file '" + file + "' is in use; try again when nothing else runs on it");
  }

  /** Locks the groups in {@code wanted} against other writers; {@link #unlock} gives them back. */
  FileLock[] lock(boolean[] wanted) {
    FileLock[] held = new FileLock[STRIPES];
    writers.readLock().lock();
    try {
      // Always in the same order, so that two writers cannot wait for each other.
      for (int i = 0; i < STRIPES; i++) {
        if (wanted[i]) {
          stripes[i].lock();
          try {
            held[i] = await(1 + i, false);
          } finally {
            if (held[i] == null) {
              stripes[i].unlock();
            }
          }
        }
      }
      return held;
    } catch (IOException e) {
      unlock(held);
      throw failed(file, e);
    } catch (RuntimeException e) {
      unlock(held);
      throw e;
    }
  }

  void unlock(FileLock[] held) {
    IOException failure = null;
    for (int i = 0; i < STRIPES; i++) {
      FileLock lock = held[i];
      if (lock != null) {
        try {
          release(lock);
        } catch (IOException e) {
          failure = e;
        } finally {
          stripes[i].unlock();
        }
      }
    }
    writers.readLock().unlock();
    if (failure != null) {
      throw failed(file, failure);
    }
  }

  /**
   * Waits for a lock by asking again and again: the blocking call of Java closes the channel, and
   * with it drops every lock, when its thread is interrupted.
   */
  private FileLock await(int position, boolean shared) throws IOException {
    for (int delay = 1; true; delay = Math.min(2 * delay, 50)) {
      FileLock lock = channel.tryLock(position, 1, shared);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("interrupted while waiting for the lock file '" + file + "'");
      }
    }
  }

  private static void release(@Nullable FileLock lock) throws IOException {
    if (lock != null) {
      lock.release();
    }
  }

  private static StoreException failed(Path file, IOException e) {
    return new StoreException("cannot lock '" + file + "': " + Failures.text(e), e);
  }
}
