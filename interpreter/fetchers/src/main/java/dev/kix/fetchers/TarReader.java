package dev.kix.fetchers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar archive. What comes before an entry (long names, pax headers, maps of sparse
 * files) is kept in memory by the library and therefore bounded here; names are bytes, one char
 * each.
 */
final class TarReader implements AutoCloseable {
  private static final int RECORD = 512;

  /** What may stand before one entry; GNU tar writes some kilobytes at most. */
  private static final int MAX_HEADERS = 4 << 20;

  /** What an entry may have without a question, and how much all others together. */
  private static final int USUAL_HEADERS = 4096;

  private static final long MAX_UNUSUAL = 64 << 20;

  private static final long LITTLE = 1 << 20;

  private final Source source;
  private final TarArchiveInputStream tar;
  private final byte[] scratch = new byte[64 * 1024];
  private final long max;
  private long unusual;
  private long beside;
  private boolean begun;

  /**
   * @param maxBytes the most bytes that all files may have; beside their content there may be as
   *     much again, and a little more
   * @throws IOException when it is no tar archive
   */
  TarReader(BufferedInputStream in, long maxBytes) throws IOException {
    checkTar(in);
    this.max = Math.min(maxBytes, Long.MAX_VALUE - LITTLE) + LITTLE;
    this.source = new Source(in);
    this.tar = new TarArchiveInputStream(source, StandardCharsets.ISO_8859_1.name());
  }

  /** The next entry, or null after the last one. */
  @Nullable TarArchiveEntry next() throws IOException {
    if (begun) { // what nobody has read of the last one is no header of the next
      for (int n = tar.read(scratch); n >= 0; n = tar.read(scratch)) {
        count(n);
      }
    }
    source.headers = 0;
    TarArchiveEntry entry = tar.getNextEntry();
    count(source.headers);
    unusual += Math.max(0, source.headers - USUAL_HEADERS);
    if (unusual > MAX_UNUSUAL) {
      throw new IOException("its headers have more than " + MAX_UNUSUAL + " bytes");
    }
    source.headers = Source.NONE;
    begun = entry != null;
    return entry;
  }

  private void count(long bytes) throws IOException {
    beside += bytes;
    if (beside > max) {
      throw new IOException("beside its files it has more than " + max + " bytes");
    }
  }

  /** The content of the entry that came last. */
  InputStream content() {
    return tar;
  }

  /** What an entry is, as libarchive takes its type flag: what it does not know is a file. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    HARD_LINK,
    /** A note of tar's to itself. */
    LABEL,
    OTHER
  }

  static Kind kind(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_LINK -> Kind.HARD_LINK;
      case TarConstants.LF_SYMLINK -> Kind.LINK;
      case TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO -> Kind.OTHER;
      case TarConstants.LF_DIR, 'D' -> Kind.FOLDER;
      case 'V' -> Kind.LABEL;
      default -> entry.getName().endsWith("/") ? Kind.FOLDER : Kind.FILE;
    };
  }

  /** The file type of {@link Kind#OTHER}, as {@code stat} has it. */
  static int type(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_CHR -> 0020000;
      case TarConstants.LF_BLK -> 0060000;
      default -> 0010000;
    };
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  /** Refuses what is no tar archive: the reader takes any text for a strange header. */
  private static void checkTar(BufferedInputStream in) throws IOException {
    in.mark(RECORD + 1);
    byte[] header = in.readNBytes(RECORD);
    in.reset();
    boolean empty = true;
    for (byte b : header) {
      empty &= b == 0;
    }
    if (!empty && (header.length < RECORD || !hasChecksum(header))) {
      throw new IOException("it is not an archive (tar, tar.gz, tar.bz2, tar.xz, tar.zst, zip)");
    }
  }

  private static boolean hasChecksum(byte[] header) {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < RECORD; i++) {
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

  /** Counts what is read for headers. */
  private static final class Source extends CountedStream {
    /** Nothing is counted as a header. */
    static final long NONE = Long.MIN_VALUE;

    private long headers = NONE;

    Source(InputStream in) {
      super(in);
    }

    @Override
    void count(long n) throws IOException {
      if (headers != NONE) {
        headers += n;
        if (headers > MAX_HEADERS) {
          throw new IOException("the headers of an entry have more than " + MAX_HEADERS + " bytes");
        }
      }
    }
  }
}
