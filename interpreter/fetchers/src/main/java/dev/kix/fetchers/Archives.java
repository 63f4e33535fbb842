package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * Unpacks tar (plain, gzip, bzip2, xz, zstd) and zip archives. What an archive is, its first bytes
 * say, not its name. Owners, times and modes but for the executable bit are dropped, as in Nix.
 */
final class Archives {
  private static final int BUFFER = 64 * 1024;

  /** Memory that a compressed stream may make the reader take, in KiB. */
  private static final int MAX_XZ_KIB = 512 * 1024;

  private Archives() {}

  /** What reads an archive, and says when it ends too early. */
  private interface Reading<T> {
    T run() throws IOException;
  }

  private static <T> T reading(Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } catch (RuntimeException e) {
      // Damaged archives: not every reader checks what it reads.
      throw new IOException("it is damaged: " + FetchErrors.reason(e), e);
    }
  }

  /**
   * Unpacks {@code archive} into {@code tree}.
   *
   * @return the time of its newest entry, in seconds since 1970
   * @throws IOException when it is damaged, no archive, or holds what must not be unpacked; the
   *     message is one char per byte
   */
  static long unpack(Path archive, ArchiveTree tree) throws IOException {
    return reading(() -> {
      try (InputStream file = Files.newInputStream(archive);
          BufferedInputStream in = new BufferedInputStream(file, BUFFER)) {
        String magic = peek(in, 6);
        if (magic.startsWith("PK\3\4") || magic.startsWith("PK\5\6")) {
          return ZipReader.unpack(archive, tree);
        }
        try (BufferedInputStream plain = new BufferedInputStream(decompress(in, magic), BUFFER)) {
          return untar(plain, tree);
        }
      }
    });
  }

  /**
   * Unpacks a tar archive that is read once, from its start, and not compressed.
   *
   * @throws IOException as {@link #unpack}
   */
  static void unpackTar(InputStream archive, ArchiveTree tree) throws IOException {
    reading(() -> untar(new BufferedInputStream(archive, BUFFER), tree));
  }

  /**
   * Unpacks a packaged Helm chart: a tar archive, gzipped, of plain files. Nothing is executable,
   * no folder is empty, and links and ways out are refused, as when Helm unpacks one.
   *
   * @throws IOException when it is damaged, or holds what must not be unpacked; the message is one
   *     char per byte
   */
  static void unpackChart(Path archive, ArchiveTree tree) throws IOException {
    reading(() -> {
      try (InputStream file = Files.newInputStream(archive);
          BufferedInputStream in = new BufferedInputStream(file, BUFFER);
          BufferedInputStream plain = new BufferedInputStream(decompress(in, peek(in, 6)), BUFFER);
          TarReader tar = new TarReader(plain, tree.maxBytes())) {
        for (TarArchiveEntry e = tar.next(); e != null; e = tar.next()) {
          TarReader.Kind kind = TarReader.kind(e);
          if (kind == TarReader.Kind.FILE) {
            ArchiveTree.requireInside(e.getName());
            tree.file(e.getName(), false, tar.content());
          } else if (kind != TarReader.Kind.FOLDER) {
            throw new IOException("'" + ArchiveTree.shown(e.getName()) + "' is not a regular file");
          }
        }
      }
      return true;
    });
  }

  private static String peek(BufferedInputStream in, int n) throws IOException {
    in.mark(n + 1);
    byte[] start = in.readNBytes(n);
    in.reset();
    return Bytes.fromArray(start);
  }

  private static InputStream decompress(InputStream in, String magic) throws IOException {
    if (magic.startsWith("\u001f\u008b")) {
      // The JDK's own: it skips the name in the header, however long, and as libarchive what
      // follows the last member.
      return new GZIPInputStream(in, BUFFER);
    }
    if (magic.startsWith("BZh")) {
      return new BZip2CompressorInputStream(in, true);
    }
    if (magic.startsWith("\u00fd7zXZ")) {
      return XZCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .setMemoryLimitKiB(MAX_XZ_KIB)
          .get();
    }
    if (magic.startsWith("\u0028\u00b5\u002f\u00fd")) {
      return new ZstdCompressorInputStream(in);
    }
    return in;
  }

  private static long untar(BufferedInputStream in, ArchiveTree tree) throws IOException {
    long newest = 0;
    try (TarReader tar = new TarReader(in, tree.maxBytes())) {
      for (TarArchiveEntry e = tar.next(); e != null; e = tar.next()) {
        TarReader.Kind kind = TarReader.kind(e);
        if (kind == TarReader.Kind.LABEL) {
          continue;
        }
        newest = Math.max(newest, e.getLastModifiedTime().toInstant().getEpochSecond());
        String name = e.getName();
        switch (kind) {
          case HARD_LINK -> tree.hardLink(name, e.getLinkName());
          case LINK -> tree.link(name, e.getLinkName());
          case FOLDER -> tree.folder(name);
          case FILE -> tree.file(name, (e.getMode() & 0100) != 0, tar.content());
          default -> throw unsupported(name, TarReader.type(e));
        }
      }
    }
    tree.finish();
    return newest;
  }

  /** A device, a pipe. */
  static IOException unsupported(String name, int type) {
    return new IOException(
        "file '" + ArchiveTree.shown(name) + "' in tarball has unsupported file type " + type);
  }
}
