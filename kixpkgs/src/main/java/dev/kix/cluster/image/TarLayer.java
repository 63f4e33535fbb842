package dev.kix.cluster.image;

import dev.kix.store.file.FileTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A layer as a tar archive that is written anew each time it is read, so that no layer is ever in
 * memory. Nothing but names, contents, links and executable bits decides about its bytes: entries
 * come in the order of their names, everything belongs to root and is of the first second of 1970.
 *
 * <p>It is not compressed: what a compressor makes differs between versions of zlib, and the digest
 * would with it.
 *
 * <p>Format: POSIX.1-2001 ({@code ustar} with {@code pax} headers for what does not fit).
 */
final class TarLayer implements FileTree.File {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final long MAX_SIZE = 077777777777L;
  private static final long TIME = 1;

  private final SortedMap<String, FileTree> entries;

  /**
   * @param entries by path, without a slash in front, one char per byte; folders stand for
   *     themselves alone
   */
  TarLayer(SortedMap<String, FileTree> entries) {
    this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  @Override
  public boolean executable() {
    return false;
  }

  @Override
  public long size() throws IOException {
    long size = 2L * BLOCK;
    for (Map.Entry<String, FileTree> entry : entries.entrySet()) {
      size += header(entry.getKey(), entry.getValue()).length;
      if (entry.getValue() instanceof FileTree.File file) {
        size += file.size() + padding(file.size());
      }
    }
    return size;
  }

  private static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  @Override
  public InputStream open() {
    return new SequenceInputStream(new Parts(entries.entrySet().iterator()));
  }

  /** Headers, contents and padding in turn; a file is opened when its turn comes. */
  private static final class Parts implements Enumeration<InputStream> {
    private final Iterator<Map.Entry<String, FileTree>> rest;
    private final ArrayDeque<FileTree.File> content = new ArrayDeque<>();
    private long padding;
    private boolean ended;

    Parts(Iterator<Map.Entry<String, FileTree>> rest) {
      this.rest = rest;
    }

    @Override
    public boolean hasMoreElements() {
      return !ended;
    }

    @Override
    public InputStream nextElement() {
      try {
        if (!content.isEmpty()) {
          FileTree.File file = content.remove();
          padding = padding(file.size());
          return file.open();
        }
        if (padding > 0) {
          int zeros = (int) padding;
          padding = 0;
          return new ByteArrayInputStream(new byte[zeros]);
        }
        if (rest.hasNext()) {
          Map.Entry<String, FileTree> entry = rest.next();
          if (entry.getValue() instanceof FileTree.File file) {
            content.add(file);
          }
          return new ByteArrayInputStream(header(entry.getKey(), entry.getValue()));
        }
        ended = true;
        return new ByteArrayInputStream(new byte[2 * BLOCK]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] header(String path, FileTree node) throws IOException {
    boolean folder = node instanceof FileTree.Directory;
    String name = folder ? path + "/" : path;
    String target = node instanceof FileTree.Symlink link ? link.target() : "";
    long size = node instanceof FileTree.File file ? file.size() : 0;
    boolean executable = folder || node instanceof FileTree.File file && file.executable();
    char type = folder ? '5' : node instanceof FileTree.Symlink ? '2' : '0';
    StringBuilder pax = new StringBuilder();
    if (name.length() > NAME) {
      pax.append(record("path", name));
    }
    if (target.length() > NAME) {
      pax.append(record("linkpath", target));
    }
    if (size > MAX_SIZE) {
      pax.append(record("size", Long.toString(size)));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!pax.isEmpty()) {
      byte[] records = pax.toString().getBytes(StandardCharsets.ISO_8859_1);
      out.write(block("././@PaxHeader", "", records.length, 0644, 'x'));
      out.write(records);
      out.write(new byte[padding(records.length)]);
    }
    int mode = type == '2' ? 0777 : executable ? 0755 : 0644;
    out.write(block(name, target, Math.min(size, MAX_SIZE), mode, type));
    return out.toByteArray();
  }

  /** A pax record: its length counts its own digits. */
  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 1;
    while ((length + rest.length()) != 0
        && Integer.toString(length).length() + rest.length() != length) {
      length = Integer.toString(length).length() + rest.length();
    }
    return length + rest;
  }

  private static byte[] block(String name, String target, long size, int mode, char type) {
    byte[] block = new byte[BLOCK];
    put(block, 0, name.substring(0, Math.min(name.length(), NAME)));
    put(block, 100, octal(mode, 7));
    put(block, 108, octal(0, 7));
    put(block, 116, octal(0, 7));
    put(block, 124, octal(size, 11));
    put(block, 136, octal(TIME, 11));
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 157, target.substring(0, Math.min(target.length(), NAME)));
    put(block, 257, "ustar\000000");
    put(block, 329, octal(0, 7));
    put(block, 337, octal(0, 7));
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    put(block, 148, octal(sum, 6) + "\0 ");
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static String octal(long number, int digits) {
    String text = Long.toOctalString(number);
    return "0".repeat(digits - text.length()) + text;
  }
}
