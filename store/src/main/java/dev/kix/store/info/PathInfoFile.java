package dev.kix.store.info;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.StoreDir;

/**
 * How kix's local store keeps the information about one object on disk: the lines of a {@code
 * .narinfo} file that describe the object, then {@code Checksum:} with the SHA-256 of what stands
 * before it, so that a file cut off or changed anywhere is noticed.
 */
public final class PathInfoFile {
  private static final String CHECKSUM = "Checksum: ";

  private PathInfoFile() {}

  /** The text of the file. */
  public static String print(StoreDir dir, PathInfo info) {
    StringBuilder text = new StringBuilder();
    NarInfo.line(text, "StorePath", dir.print(info.path()));
    NarInfo.printInfo(text, info);
    Hash sum = Hash.sha256(text.toString());
    return text.append(CHECKSUM).append(sum).append('\n').toString();
  }

  /**
   * Reads what {@link #print} writes.
   *
   * @param whence the file's name, for errors
   * @throws StoreException when the text is cut off, changed or malformed
   */
  public static PathInfo parse(StoreDir dir, String text, String whence) {
    int end = text.lastIndexOf(CHECKSUM);
    if (end < 0 || (end > 0 && text.charAt(end - 1) != '\n')) {
      throw new StoreException(
          "store information file '" + whence + "' is corrupt: its checksum is missing");
    }
    String body = text.substring(0, end);
    if (!text.substring(end).equals(CHECKSUM + Hash.sha256(body) + "\n")) {
      throw new StoreException(
          "store information file '" + whence + "' is corrupt: its checksum does not match");
    }
    NarInfoReader reader = new NarInfoReader(dir, body, whence);
    reader.read();
    return reader.info();
  }
}
