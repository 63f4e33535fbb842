package dev.kix.fetchers;

import dev.kix.interpreter.value.Bytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Unpacks ZIP archives, in the words of libarchive where something is wrong. */
final class ZipReader {
  /** The list of files at the end of the archive is in memory; 64 MiB are half a million files. */
  private static final long MAX_LIST = 64 << 20;

  private static final int MAX_LINK = 64 * 1024;

  private ZipReader() {}

  /** Unpacks {@code archive}; gives the time of its newest entry, in seconds since 1970. */
  static long unpack(Path archive, ArchiveTree tree) throws IOException {
    long newest = 0;
    try (Source source = new Source(Files.newByteChannel(archive, StandardOpenOption.READ));
        ZipFile zip =
            ZipFile.builder()
                .setSeekableByteChannel(source)
                .setCharset(StandardCharsets.ISO_8859_1)
                .setUseUnicodeExtraFields(false)
                .get()) {
      source.opened = true;
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry e = entries.nextElement();
        newest = Math.max(newest, e.getLastModifiedTime().toInstant().getEpochSecond());
        unpack(zip, e, tree);
      }
    }
    tree.finish();
    return newest;
  }

  private static void unpack(ZipFile zip, ZipArchiveEntry e, ArchiveTree tree) throws IOException {
    String name = Bytes.fromArray(e.getRawName());
    int type = e.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
    if (e.isUnixSymlink()) {
      try (InputStream in = new Checked(zip.getInputStream(e), e)) {
        byte[] target = in.readNBytes(MAX_LINK + 1);
        if (target.length > MAX_LINK) {
          throw new IOException("Zip file with oversized link entry");
        }
        tree.link(name, Bytes.fromArray(target));
      }
    } else if (e.isDirectory() || type == UnixStat.DIR_FLAG) {
      tree.folder(name);
    } else if (type == 0 || type == UnixStat.FILE_FLAG) {
      try (InputStream in = new Checked(zip.getInputStream(e), e)) {
        tree.file(name, (e.getUnixMode() & 0100) != 0, in);
      }
    } else {
      throw Archives.unsupported(name, type);
    }
  }

  /** Compares what comes with what the archive says of it. */
  private static final class Checked extends FilterInputStream {
    private final ZipArchiveEntry entry;
    private final CRC32 sum = new CRC32();
    private long size;

    Checked(InputStream in, ZipArchiveEntry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int n = super.read(buffer, from, length);
      if (n > 0) {
        sum.update(buffer, from, n);
        size += n;
      } else if (n < 0) {
        check();
      }
      return n;
    }

    private void check() throws IOException {
      if (entry.getSize() >= 0 && entry.getSize() != size) {
        throw new IOException(
            "ZIP uncompressed data is wrong size (read "
                + size
                + ", expected "
                + entry.getSize()
                + ")");
      }
      if (entry.getCrc() >= 0 && entry.getCrc() != sum.getValue()) {
        throw new IOException(
            "ZIP bad CRC: 0x"
                + Long.toHexString(sum.getValue())
                + " should be 0x"
                + Long.toHexString(entry.getCrc()));
      }
    }
  }

  /** The file; no more than so much of it is read for the list of what is in it. */
  private static final class Source implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private boolean opened;
    private long read;

    Source(SeekableByteChannel file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int n = file.read(target);
      read += Math.max(n, 0);
      if (!opened && read > MAX_LIST) {
        throw new IOException("its list of files has more than " + MAX_LIST + " bytes");
      }
      return n;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
