package dev.kix.store.file;

import dev.kix.store.hash.Nix32;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Replaces a file so that it is the old or the new one, whole, whatever happens: the new content is
 * written under another name in the same folder, forced to disk, and renamed.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes {@code content} to {@code file}, which need not exist; its folder must. What a symbolic
   * link leads to is replaced, not the link. Permissions stay.
   *
   * @throws IOException when it cannot be written; the file is then as it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("it is the root folder");
    }
    // Nobody has to be unable to guess the name: the file is made, never opened, by it.
    byte[] random = new byte[15];
    ThreadLocalRandom.current().nextBytes(random);
    Path temporary = folder.resolve(".tmp-" + Nix32.encode(random));
    try {
      try (FileChannel out =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      copyPermissions(target, temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      TreeWriter.sync(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * As {@link #write}, for a file in a folder that somebody else has filled.
   *
   * @throws IOException also when a symbolic link on the way to it leads out of {@code folder}
   */
  public static void writeInside(Path folder, Path file, byte[] content) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (parent == null || name == null) {
      throw new IOException("it is the root folder");
    }
    Path real = Files.exists(file) ? file.toRealPath() : parent.toRealPath().resolve(name);
    if (!real.startsWith(folder.toRealPath())) {
      throw new IOException("it is a symbolic link, or lies in one, that leads to another place");
    }
    write(real, content);
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from)
        && Files.getFileAttributeView(from, PosixFileAttributeView.class) != null) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(from);
      Files.setPosixFilePermissions(to, permissions);
    }
  }
}
