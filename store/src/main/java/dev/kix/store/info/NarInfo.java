package dev.kix.store.info;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .narinfo} file of a binary cache: an object's information, and where its archive is to
 * be had.
 *
 * @param info the object
 * @param url where the archive is, relative to the cache
 * @param compression {@code none}, {@code xz}, {@code zstd}, …; not interpreted here
 * @param fileHash hash of the (compressed) archive, or null when not said
 * @param fileSize length of the (compressed) archive, 0 when not said
 */
public record NarInfo(
    PathInfo info, String url, String compression, @Nullable Hash fileHash, long fileSize) {

  /** As Nix prints it. */
  public String print(StoreDir dir) {
    StringBuilder text = new StringBuilder();
    line(text, "StorePath", dir.print(info.path()));
    line(text, "URL", url);
    line(text, "Compression", compression);
    if (fileHash != null) {
      line(text, "FileHash", fileHash.toString());
    }
    if (fileSize != 0) {
      line(text, "FileSize", Long.toUnsignedString(fileSize));
    }
    printInfo(text, info);
    return text.toString();
  }

  /** The fields that say something about the object, from {@code NarHash} on. */
  static void printInfo(StringBuilder text, PathInfo info) {
    line(text, "NarHash", info.narHash().toString());
    line(text, "NarSize", Long.toUnsignedString(info.narSize()));
    StringBuilder references = new StringBuilder();
    for (StorePath reference : info.references()) {
      references.append(references.isEmpty() ? "" : " ").append(reference);
    }
    line(text, "References", references.toString());
    StorePath deriver = info.deriver();
    if (deriver != null) {
      line(text, "Deriver", deriver.baseName());
    }
    for (Signature signature : info.signatures()) {
      line(text, "Sig", signature.toString());
    }
    ContentAddress address = info.address();
    if (address != null) {
      line(text, "CA", address.render());
    }
  }

  static void line(StringBuilder text, String field, String value) {
    text.append(field).append(": ").append(value).append('\n');
  }

  /**
   * Reads a {@code .narinfo} file. Unknown fields are passed over, as Nix does.
   *
   * @param whence what to call the text in errors, such as its URL or file
   * @throws StoreException saying what is wrong and in which line
   */
  public static NarInfo parse(StoreDir dir, String text, String whence) {
    NarInfoReader reader = new NarInfoReader(dir, text, whence);
    reader.read();
    PathInfo info = reader.info();
    String url = reader.url();
    if (url == null || url.isEmpty()) {
      throw reader.corrupt("URL missing");
    }
    return new NarInfo(info, url, reader.compression(), reader.fileHash(), reader.fileSize());
  }
}
