package dev.kix.store.info;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@code .narinfo} text. */
final class NarInfoReader {
  private final StoreDir dir;
  private final String text;
  private final String whence;
  private int line = 1;
  private @Nullable StorePath path;
  private @Nullable Hash narHash;
  private long narSize;
  private @Nullable SortedSet<StorePath> references;
  private @Nullable StorePath deriver;
  private final SortedSet<Signature> signatures = new TreeSet<>();
  private @Nullable ContentAddress address;
  private @Nullable String url;
  private String compression = "bzip2";
  private @Nullable Hash fileHash;
  private long fileSize;

  NarInfoReader(StoreDir dir, String text, String whence) {
    this.dir = dir;
    this.text = text;
    this.whence = whence;
  }

  void read() {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int colon = text.indexOf(": ", at);
      if (colon < 0 || (end >= 0 && colon > end)) {
        throw corrupt("expecting ':'");
      }
      if (end < 0) {
        throw corrupt("expecting '\\n'");
      }
      String value = text.substring(colon + 2, end);
      try {
        field(text.substring(at, colon), value);
      } catch (StoreException e) {
        throw corrupt(e.getMessage());
      }
      at = end + 1;
      line++;
    }
    line = 0;
  }

  /** The object, once everything has been read. */
  PathInfo info() {
    if (path == null) {
      throw corrupt("StorePath missing");
    }
    if (narHash == null) {
      throw corrupt("NarHash missing");
    }
    if (narSize == 0) {
      throw corrupt("NarSize missing or zero");
    }
    return new PathInfo(
        path,
        narHash,
        narSize,
        references == null ? new TreeSet<>() : references,
        deriver,
        signatures,
        address);
  }

  @Nullable String url() {
    return url;
  }

  String compression() {
    return compression;
  }

  @Nullable Hash fileHash() {
    return fileHash;
  }

  long fileSize() {
    return fileSize;
  }

  private void field(String name, String value) {
    switch (name) {
      case "StorePath" -> path = dir.parse(value);
      case "URL" -> url = value;
      case "Compression" -> compression = value.isEmpty() ? "bzip2" : value;
      case "FileHash" -> fileHash = Hash.parsePrefixed(value);
      case "FileSize" -> fileSize = number(name, value);
      case "NarHash" -> narHash = Hash.parsePrefixed(value);
      case "NarSize" -> narSize = number(name, value);
      case "References" -> references(value);
      case "Deriver" -> deriver = value.equals("unknown-deriver") ? null : StorePath.parse(value);
      case "Sig" -> signatures.add(Signature.parse(value));
      case "CA" -> {
        if (address != null) {
          throw new StoreException("extra CA");
        }
        address = value.isEmpty() ? null : ContentAddress.parse(value);
      }
      default -> {
        // A field of a later version.
      }
    }
  }

  private void references(String value) {
    if (references != null) {
      throw new StoreException("extra References");
    }
    SortedSet<StorePath> paths = new TreeSet<>();
    int at = 0;
    while (at < value.length()) {
      int end = value.indexOf(' ', at);
      if (end < 0) {
        end = value.length();
      }
      if (end > at) {
        paths.add(StorePath.parse(value.substring(at, end)));
      }
      at = end + 1;
    }
    references = paths;
  }

  private static long number(String field, String value) {
    try {
      if (!value.isEmpty() && Character.isDigit(value.charAt(0))) {
        return Long.parseLong(value);
      }
    } catch (NumberFormatException e) {
      throw new StoreException("invalid " + field);
    }
    throw new StoreException("invalid " + field);
  }

  StoreException corrupt(@Nullable String reason) {
    return new StoreException(
        "NAR info file '"
            + whence
            + "' is corrupt: "
            + reason
            + (line > 0 ? " at line " + line : ""));
  }
}
