package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.Nix32;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that are either the old or the new ones, whatever happens: written under a temporary name
 * in the same folder, forced to disk, renamed.
 */
final class AtomicFiles {
  /** What the names of files that are being written start with. */
  static final String TEMPORARY = ".tmp-";

  private AtomicFiles() {}

  /** A name in {@code folder} that nobody uses. */
  static Path temporary(Path folder) {
    // Nobody has to be unable to guess it: files are only ever made, never opened, by this name.
    byte[] random = new byte[15];
    ThreadLocalRandom.current().nextBytes(random);
    return folder.resolve(TEMPORARY + Nix32.encode(random));
  }

  /** Whether {@code path} is what an interrupted writer left. */
  static boolean isTemporary(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(TEMPORARY);
  }

  /** Writes a file, without forcing it to disk. */
  static void writeNew(Path file, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** Replaces {@code link}, if it is there, by a symbolic link to {@code target}. */
  static void replaceLink(Path link, Path target) throws IOException {
    Path folder = folder(link);
    Path temporary = temporary(folder);
    try {
      Files.createSymbolicLink(temporary, target);
      rename(temporary, link);
      TreeWriter.sync(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new StoreException("'" + file + "' cannot be written: it is the root folder");
    }
    return folder;
  }
}
