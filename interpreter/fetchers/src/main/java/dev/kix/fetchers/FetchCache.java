package dev.kix.fetchers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.Hash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache folder: facts by key, and files and folders that they speak of. Whatever is written
 * goes to a temporary name, to the disk, and then under its name; a crash leaves the old state or
 * the new. Several processes may share it.
 *
 * <pre>
 * facts/HASH.json   what is known of the key that hashes to HASH
 * files/HASH        downloads, by the SHA-256 of their content
 * trees/HASH        unpacked archives, by the SHA-256 of their NAR
 * git/HASH          bare repositories, by their URL
 * hg/HASH           repositories of Mercurial without a work tree, by their URL
 * </pre>
 */
final class FetchCache {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};
  private static final long LOCK_POLL_MILLIS = 20;

  private final Path root;
  private final FetchContext context;

  private FetchCache(FetchContext context) {
    this.root = context.settings().cacheFolder();
    this.context = context;
  }

  static FetchCache of(FetchContext context) {
    return new FetchCache(context);
  }

  private static String digest(String key) {
    return Hash.sha256(key).base16();
  }

  /** What is known of {@code key}, or null. A file that cannot be read counts as nothing. */
  @Nullable Map<String, String> facts(String key) {
    try {
      SortedMap<String, String> facts = JSON.readValue(Files.readAllBytes(factsFile(key)), MAP);
      return key.equals(Bytes.encode(facts.getOrDefault("key", ""))) ? facts : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Remembers facts of {@code key} in place of what was known before. */
  void remember(String key, Map<String, String> facts) {
    SortedMap<String, String> all = new TreeMap<>(facts);
    all.put("key", Bytes.decode(key));
    try {
      Path temporary = temporary("facts");
      Files.write(temporary, JSON.writeValueAsBytes(all));
      moveFile(temporary, root.resolve("facts"), factsFile(key));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw FetchErrors.io("writing", root, e);
    }
  }

  private Path factsFile(String key) {
    return root.resolve("facts").resolve(digest(key) + ".json");
  }

  /** The download whose content hashes to {@code hash}, or null. */
  @Nullable Path file(String hash) {
    Path file = root.resolve("files").resolve(hash);
    return Files.isRegularFile(file) ? file : null;
  }

  /** Keeps a finished download; the temporary file is gone afterwards. */
  Path keepFile(Path temporary, String hash) throws IOException {
    Path files = root.resolve("files");
    Path file = files.resolve(hash);
    moveFile(temporary, files, file);
    return file;
  }

  /** The unpacked archive whose NAR hashes to {@code hash}, or null. */
  @Nullable Path tree(String hash) {
    Path tree = root.resolve("trees").resolve(hash);
    return Files.isDirectory(tree) ? tree : null;
  }

  /** Keeps an unpacked archive; the temporary folder is gone afterwards. */
  Path keepTree(Path temporary, String hash) throws IOException {
    Path trees = root.resolve("trees");
    Path tree = trees.resolve(hash);
    Files.createDirectories(trees);
    if (!Files.isDirectory(tree)) {
      try {
        Files.move(temporary, tree, StandardCopyOption.ATOMIC_MOVE);
        TreeWriter.sync(trees);
        return tree;
      } catch (FileAlreadyExistsException e) {
        // Another process was faster; its tree is the same.
      } catch (IOException e) {
        if (!Files.isDirectory(tree)) {
          throw e;
        }
      }
    }
    TreeWriter.delete(temporary);
    return tree;
  }

  /** Where the clone of the repository at {@code url} is, or will be. */
  Path clone(String url, boolean shallow) {
    return root.resolve("git").resolve(digest(url) + (shallow ? "-shallow" : ""));
  }

  /** Where the clone of the Mercurial repository at {@code url} is, or will be. */
  Path mercurial(String url) {
    return mercurialFolder().resolve(digest(url));
  }

  /** Where all clones of Mercurial repositories are. */
  Path mercurialFolder() {
    return root.resolve("hg");
  }

  /** The cache folder, which is made if need be. */
  Path existingFolder() {
    try {
      return Files.createDirectories(root);
    } catch (IOException e) {
      throw FetchErrors.io("making folder", root, e);
    }
  }

  /** A name that nobody has, in a folder that is there. */
  Path temporary(String kind) throws IOException {
    Path folder = root.resolve("tmp");
    Files.createDirectories(folder);
    return Files.createTempFile(folder, kind, "");
  }

  /** A new empty folder. */
  Path temporaryFolder() throws IOException {
    Path folder = root.resolve("tmp");
    Files.createDirectories(folder);
    return Files.createTempDirectory(folder, "tree");
  }

  private static void moveFile(Path from, Path folder, Path to) throws IOException {
    try (FileChannel channel = FileChannel.open(from, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.createDirectories(folder);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    TreeWriter.sync(folder);
  }

  /**
   * Runs {@code work} while nobody else, in this process or another, does the same for {@code key}.
   */
  <T> T alone(String key, Supplier<T> work) {
    Path locks = root.resolve("locks");
    Path file = locks.resolve(digest(key));
    try {
      Files.createDirectories(locks);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(channel); // until the channel is closed
        return work.get();
      }
    } catch (IOException e) {
      throw FetchErrors.io("locking", file, e);
    }
  }

  /** Waits for other processes and threads by asking again, no longer than the evaluation may. */
  private void lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        if (channel.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process has it.
      }
      context.checkInterruption();
      try {
        Thread.sleep(LOCK_POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw IoErrors.error("interrupted while waiting for another fetch");
      }
    }
  }

  /** Removes what {@link #temporary} made, quietly. */
  static void discard(Path temporary) {
    try {
      TreeWriter.delete(temporary);
    } catch (IOException e) {
      // It lies in the cache folder and disturbs nobody.
      return;
    }
  }
}
