package dev.kix.interpreter.io;

import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives (POSIX ustar and pax, GNU long names), plain or compressed with gzip, into
 * memory. Owners, times and modes but for the executable bit are dropped, as Nix does when it
 * unpacks a source.
 */
public final class TarTree {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final Map<String, Object> root = new TreeMap<>();
  private @Nullable String longName;
  private @Nullable String longLink;
  private long paxSize = -1;

  private TarTree(InputStream in) {
    this.in = in;
  }

  /**
   * The tree of an archive; where everything lies in one folder, the tree of that folder.
   *
   * @throws IOException when the archive is broken, or compressed in a way not known here
   */
  public static FileTree read(InputStream archive) throws IOException {
    BufferedInputStream in = new BufferedInputStream(archive, 64 * 1024);
    in.mark(8);
    byte[] magic = in.readNBytes(6);
    in.reset();
    TarTree tar = new TarTree(isGzip(magic) ? new GZIPInputStream(in, 64 * 1024) : in);
    refuseOtherCompression(magic);
    tar.readEntries();
    FileTree tree = freeze(tar.root);
    if (tar.root.size() == 1 && tree instanceof FileTree.Directory folder) {
      FileTree only = folder.child(tar.root.keySet().iterator().next());
      return only instanceof FileTree.Directory ? only : tree;
    }
    return tree;
  }

  private static boolean isGzip(byte[] magic) {
    return magic.length > 1 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
  }

  private static void refuseOtherCompression(byte[] magic) throws IOException {
    String start = Bytes.fromArray(magic);
    String other =
        start.startsWith("\3757zXZ")
            ? "xz"
            : start.startsWith("BZh")
                ? "bzip2"
                : start.startsWith("\050\265\057\375")
                    ? "zstd"
                    : start.startsWith("PK\3\4") ? "zip" : null;
    if (other != null) {
      throw new IOException(
          "it is compressed with " + other + "; only tar and tar.gz archives can be unpacked");
    }
  }

  private void readEntries() throws IOException {
    byte[] header = new byte[BLOCK];
    while (true) {
      int n = in.readNBytes(header, 0, BLOCK);
      if (n == 0 || (n == BLOCK && header[0] == 0)) {
        return; // an archive ends in blocks of zeros, or just ends
      }
      if (n < BLOCK || !isHeader(header)) {
        throw new IOException("it is not a tar archive, or damaged");
      }
      readEntry(header);
    }
  }

  /** Checks the sum of the header's bytes, its own field counted as blanks. */
  private static boolean isHeader(byte[] h) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : h[i] & 0xFF;
    }
    return sum == number(h, 148, 8);
  }

  private void readEntry(byte[] h) throws IOException {
    long size = paxSize >= 0 ? paxSize : number(h, 124, 12);
    char type = (char) h[156];
    switch (type) {
      case 'L' -> longName = text(content(size));
      case 'K' -> longLink = text(content(size));
      case 'x' -> readPax(content(size));
      case 'g' -> content(size);
      default -> {
        String name = longName != null ? longName : name(h);
        String link = longLink != null ? longLink : text(h, 157, 100);
        longName = null;
        longLink = null;
        paxSize = -1;
        add(type, name, link, h, size);
      }
    }
  }

  private void add(char type, String name, String link, byte[] h, long size) throws IOException {
    switch (type) {
      case '0', '\0', '7' -> {
        byte[] bytes = content(size);
        if (name.endsWith("/")) {
          put(name, new TreeMap<String, Object>()); // how version 7 wrote folders
        } else {
          put(name, MemoryTree.file(bytes, (number(h, 100, 8) & 0100) != 0));
        }
      }
      case '1' -> {
        Object target = find(link);
        if (target == null) {
          throw new IOException("'" + name + "' is a hard link to '" + link + "', not there yet");
        }
        put(name, target);
      }
      case '2' -> put(name, MemoryTree.symlink(link));
      case '5' -> put(name, new TreeMap<String, Object>());
      default -> throw new IOException("'" + name + "' is neither file, folder nor link");
    }
  }

  private void readPax(byte[] records) {
    String text = Bytes.fromArray(records);
    int start = 0;
    while (start < text.length()) {
      int blank = text.indexOf(' ', start);
      int equals = text.indexOf('=', start);
      if (blank < 0 || equals < blank) {
        return;
      }
      int end = start + Integer.parseInt(text.substring(start, blank));
      if (end <= equals || end > text.length()) {
        return;
      }
      String value = text.substring(equals + 1, end - 1);
      switch (text.substring(blank + 1, equals)) {
        case "path" -> longName = value;
        case "linkpath" -> longLink = value;
        case "size" -> paxSize = Long.parseLong(value);
        default -> {
          // Times, owners and the like do not count.
        }
      }
      start = end;
    }
  }

  private byte[] content(long size) throws IOException {
    if (size < 0 || size > Integer.MAX_VALUE - 16) {
      throw new IOException("an entry of " + size + " bytes is too large");
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("it ends too early");
    }
    in.skipNBytes(-size & (BLOCK - 1));
    return bytes;
  }

  private static String name(byte[] h) {
    String name = text(h, 0, 100);
    boolean ustar = text(h, 257, 6).startsWith("ustar");
    String prefix = ustar && h[263] == '0' ? text(h, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes) {
    return text(bytes, 0, bytes.length);
  }

  private static String text(byte[] bytes, int from, int length) {
    String field = Bytes.fromArray(Arrays.copyOfRange(bytes, from, from + length));
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }

  /** An octal number, or GNU's binary one with the top bit set; -1 if it is neither. */
  private static long number(byte[] h, int from, int length) {
    long value = 0;
    if ((h[from] & 0x80) != 0) {
      for (int i = from + length - 8; i < from + length; i++) {
        value = value << 8 | (h[i] & 0xFF);
      }
      return value;
    }
    String digits = text(h, from, length).strip();
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value;
  }

  private @Nullable Object find(String name) {
    Object at = root;
    for (String part : name.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      at = at instanceof Map<?, ?> folder ? folder.get(part) : null;
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  @SuppressWarnings("unchecked") // only maps made here are maps
  private void put(String name, Object entry) throws IOException {
    Map<String, Object> folder = root;
    String last = "";
    for (String part : name.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        throw new IOException("it holds the unsafe file name '" + name + "'");
      }
      if (!last.isEmpty()) {
        Object next = folder.computeIfAbsent(last, n -> new TreeMap<String, Object>());
        if (!(next instanceof Map)) {
          throw new IOException("'" + name + "' lies in something that is not a folder");
        }
        folder = (Map<String, Object>) next;
      }
      last = part;
    }
    if (!last.isEmpty() && !(entry instanceof Map && folder.get(last) instanceof Map)) {
      folder.put(last, entry);
    }
  }

  private static FileTree freeze(Object node) {
    if (node instanceof FileTree file) {
      return file;
    }
    Map<String, FileTree> entries = new TreeMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) node).entrySet()) {
      entries.put((String) entry.getKey(), freeze(entry.getValue()));
    }
    return MemoryTree.directory(entries);
  }
}
