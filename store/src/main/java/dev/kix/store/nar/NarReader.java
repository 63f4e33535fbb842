package dev.kix.store.nar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a Nix archive from a stream, strictly: padding must be zero, names valid, sorted and
 * unique, nesting and lengths within the limits of the format. Memory is constant, whatever the
 * bytes say.
 */
public final class NarReader {
  private final InputStream in;
  private final NarSink sink;
  private final byte[] buffer = new byte[NarLimits.TARGET + 8];

  private NarReader(InputStream in, NarSink sink) {
    this.in = in;
    this.sink = sink;
  }

  /**
   * Reads one archive and stops right behind it: the stream may go on with something else, and is
   * not closed. Give it a buffered stream, it reads in small steps.
   *
   * @throws NarException in Nix's words when the bytes are no archive; the sink may have been told
   *     of its beginning by then
   * @throws IOException when reading fails, or from the sink
   */
  public static void read(InputStream in, NarSink sink) throws IOException {
    new NarReader(in, sink).archive();
  }

  /**
   * As {@link #read}, and nothing may follow the archive.
   *
   * @throws NarException also when something does
   */
  public static void readToEnd(InputStream in, NarSink sink) throws IOException {
    read(in, sink);
    if (in.read() >= 0) {
      throw bad("unexpected data after the end of the archive");
    }
  }

  private void archive() throws IOException {
    long length = number();
    if (length != NarLimits.MAGIC.length() || !string(length).equals(NarLimits.MAGIC)) {
      throw bad("input doesn't look like a Nix archive");
    }
    // The name of the last entry of every folder that is open.
    String[] last = new String[NarLimits.DEPTH];
    int depth = 0;
    while (true) {
      // One object, its "(" and "type" first.
      expect("(");
      expect("type");
      String type = tag();
      boolean opened = false;
      switch (type) {
        case "regular" -> file();
        case "symlink" -> symlink();
        case "directory" -> {
          sink.beginDirectory();
          last[depth++] = "";
          opened = true;
        }
        default -> throw bad("unknown file type '" + type + "'");
      }
      // An entry ends after its object; then its folder goes on with an entry, or ends as well.
      while (true) {
        if (!opened) {
          if (depth == 0) {
            return;
          }
          expect(")");
        }
        opened = false;
        String tag = tag();
        if (tag.equals("entry")) {
          if (depth == NarLimits.DEPTH) {
            throw bad("NAR directory nesting exceeds maximum depth of " + NarLimits.DEPTH);
          }
          last[depth - 1] = entry(last[depth - 1]);
          break;
        }
        if (!tag.equals(")")) {
          throw bad("expected tag 'entry' or ')', got '" + tag + "'");
        }
        sink.endDirectory();
        depth--;
      }
    }
  }

  /** Reads up to the object of an entry and gives its name. */
  private String entry(String previous) throws IOException {
    expect("(");
    expect("name");
    String name = string(NarLimits.NAME);
    if (!NarLimits.isName(name)) {
      throw bad("NAR contains invalid file name '" + name + "'");
    }
    if (name.compareTo(previous) <= 0) {
      throw bad("NAR directory is not sorted");
    }
    expect("node");
    sink.entry(name);
    return name;
  }

  private void file() throws IOException {
    String tag = tag();
    boolean executable = tag.equals("executable");
    if (executable) {
      if (number() != 0) {
        throw bad("executable marker has non-empty value");
      }
      tag = tag();
    }
    if (!tag.equals("contents")) {
      throw bad("expected tag 'contents', got '" + tag + "'");
    }
    long size = number();
    if (size < 0) {
      throw bad("file of " + Long.toUnsignedString(size) + " bytes is too large");
    }
    Content content = new Content(in, size);
    sink.file(executable, size, content);
    content.finish();
    padding(size);
    expect(")");
  }

  private void symlink() throws IOException {
    expect("target");
    String target = string(NarLimits.TARGET);
    if (!NarLimits.isTarget(target)) {
      throw bad("NAR contains invalid symlink target");
    }
    sink.symlink(target);
    expect(")");
  }

  private void expect(String expected) throws IOException {
    String tag = tag();
    if (!tag.equals(expected)) {
      throw bad("expected tag '" + expected + "', got '" + tag + "'");
    }
  }

  private String tag() throws IOException {
    return string(NarLimits.TAG);
  }

  private String string(int max) throws IOException {
    long length = number();
    if (length < 0 || length > max) {
      throw bad("string is too long");
    }
    return string(length);
  }

  private String string(long length) throws IOException {
    int count = (int) length;
    fill(count);
    String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
    padding(length);
    return text;
  }

  private long number() throws IOException {
    fill(8);
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (buffer[i] & 0xff);
    }
    return value;
  }

  private void padding(long length) throws IOException {
    int count = (int) (-length & 7);
    fill(count);
    for (int i = 0; i < count; i++) {
      if (buffer[i] != 0) {
        throw bad("non-zero padding");
      }
    }
  }

  private void fill(int count) throws IOException {
    if (in.readNBytes(buffer, 0, count) < count) {
      throw endOfFile();
    }
  }

  private static NarException bad(String what) {
    return new NarException("bad archive: " + what);
  }

  private static NarException endOfFile() {
    return bad("unexpected end-of-file");
  }

  /** The bytes of one file; ends where the file does. */
  private static final class Content extends InputStream {
    private final InputStream in;
    private long left;

    Content(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int b = in.read();
      if (b < 0) {
        throw endOfFile();
      }
      left--;
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw endOfFile();
      }
      left -= count;
      return count;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    /** Skips what the sink left unread; afterwards there is nothing to read any more. */
    void finish() throws IOException {
      byte[] scratch = left > 0 ? new byte[(int) Math.min(left, 64 * 1024)] : new byte[0];
      while (left > 0) {
        if (read(scratch, 0, scratch.length) < 0) {
          return;
        }
      }
    }
  }
}
