package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * Unpacks tar (plain, gzip, bzip2, xz, zstd) and zip archives. What an archive is, its first bytes
 * say, not its name. Owners, times and modes but for the executable bit are dropped, as in Nix.
 */
final class Archives {
  private static final int BUFFER = 64 * 1024;
  private static final int TAR_HEADER = 512;

  /** Memory that a compressed stream may make the reader take, in KiB. */
  private static final int MAX_XZ_KIB = 512 * 1024;

  private Archives() {}

  /**
   * Unpacks {@code archive} into {@code tree}.
   *
   * @return the time of its newest entry, in seconds since 1970
   * @throws IOException when it is damaged, no archive, or holds what must not be unpacked; the
   *     message is one char per byte
   */
  static long unpack(Path archive, ArchiveTree tree) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        BufferedInputStream in = new BufferedInputStream(file, BUFFER)) {
      String magic = peek(in, 6);
      if (magic.startsWith("PK\3\4") || magic.startsWith("PK\5\6")) {
        return unzip(archive, tree);
      }
      try (BufferedInputStream plain = new BufferedInputStream(decompress(in, magic), BUFFER)) {
        return untar(plain, tree);
      }
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } catch (RuntimeException e) {
      // Damaged archives: not every reader checks what it reads.
      throw new IOException("it is damaged: " + FetchErrors.reason(e), e);
    }
  }

  /**
   * Unpacks a tar archive that is read once, from its start, and not compressed.
   *
   * @throws IOException as {@link #unpack}
   */
  static void unpackTar(InputStream archive, ArchiveTree tree) throws IOException {
    try {
      untar(new BufferedInputStream(archive, BUFFER), tree);
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } catch (RuntimeException e) {
      throw new IOException("it is damaged: " + FetchErrors.reason(e), e);
    }
  }

  /**
   * Unpacks a packaged Helm chart: a tar archive, gzipped, of plain files. Nothing is executable,
   * no folder is empty, and links are refused, as when Helm unpacks one.
   *
   * @throws IOException when it is damaged, or holds what must not be unpacked; the message is one
   *     char per byte
   */
  static void unpackChart(Path archive, ArchiveTree tree) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        BufferedInputStream in = new BufferedInputStream(file, BUFFER);
        BufferedInputStream plain = new BufferedInputStream(decompress(in, peek(in, 6)), BUFFER)) {
      checkTar(plain);
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(plain, StandardCharsets.ISO_8859_1.name())) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          if (e.isDirectory()) {
            continue;
          }
          if (!e.isFile() || e.isLink() || e.isSymbolicLink()) {
            throw new IOException("'" + e.getName() + "' is not a regular file");
          }
          tree.file(e.getName(), false, tar);
        }
      }
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } catch (RuntimeException e) {
      throw new IOException("it is damaged: " + FetchErrors.reason(e), e);
    }
  }

  private static String peek(BufferedInputStream in, int n) throws IOException {
    in.mark(n + 1);
    byte[] start = in.readNBytes(n);
    in.reset();
    return Bytes.fromArray(start);
  }

  private static InputStream decompress(InputStream in, String magic) throws IOException {
    if (magic.startsWith("\u001f\u008b")) {
      return GzipCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .get();
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
    checkTar(in);
    long newest = 0;
    // Names are bytes: ISO-8859-1 has one char for each.
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(in, StandardCharsets.ISO_8859_1.name())) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        newest = Math.max(newest, e.getLastModifiedTime().toInstant().getEpochSecond());
        String name = e.getName();
        if (e.isLink()) {
          tree.hardLink(name, e.getLinkName());
        } else if (e.isSymbolicLink()) {
          tree.link(name, e.getLinkName());
        } else if (e.isDirectory()) {
          tree.folder(name);
        } else if (e.isFile() && !e.isSparse()) {
          tree.file(name, (e.getMode() & 0100) != 0, tar);
        } else if (e.isSparse() && tar.canReadEntryData(e)) {
          tree.file(name, (e.getMode() & 0100) != 0, tar);
        } else {
          throw new IOException("'" + name + "' is neither file, folder nor link");
        }
      }
    }
    return newest;
  }

  /** Refuses what is no tar archive: the reader takes any text for a strange header. */
  private static void checkTar(BufferedInputStream in) throws IOException {
    in.mark(TAR_HEADER + 1);
    byte[] header = in.readNBytes(TAR_HEADER);
    in.reset();
    boolean empty = true;
    for (byte b : header) {
      empty &= b == 0;
    }
    if (!empty && (header.length < TAR_HEADER || !hasChecksum(header))) {
      throw new IOException("it is not an archive (tar, tar.gz, tar.bz2, tar.xz, tar.zst, zip)");
    }
  }

  private static boolean hasChecksum(byte[] header) {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < TAR_HEADER; i++) {
      byte b = i >= 148 && i < 156 ? (byte) ' ' : header[i];
      unsigned += b & 0xFF;
      signed += b;
    }
    int said = 0;
    for (int i = 148; i < 156; i++) {
      if (header[i] >= '0' && header[i] <= '7') {
        said = said * 8 + (header[i] - '0');
      }
    }
    return said == unsigned || said == signed;
  }

  private static long unzip(Path archive, ArchiveTree tree) throws IOException {
    long newest = 0;
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(Files.newByteChannel(archive, StandardOpenOption.READ))
            .setCharset(StandardCharsets.ISO_8859_1)
            .setUseUnicodeExtraFields(false)
            .get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry e = entries.nextElement();
        newest = Math.max(newest, e.getLastModifiedTime().toInstant().getEpochSecond());
        String name = Bytes.fromArray(e.getRawName());
        if (e.isUnixSymlink()) {
          try (InputStream in = zip.getInputStream(e)) {
            tree.link(name, Bytes.fromArray(in.readNBytes(BUFFER)));
          }
        } else if (e.isDirectory()) {
          tree.folder(name);
        } else {
          try (InputStream in = zip.getInputStream(e)) {
            tree.file(name, (e.getUnixMode() & 0100) != 0, in);
          }
        }
      }
    }
    return newest;
  }
}
