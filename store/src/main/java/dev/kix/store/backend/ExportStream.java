package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.info.PathInfo;
import dev.kix.store.nar.DiskNarSink;
import dev.kix.store.nar.NarHash;
import dev.kix.store.nar.NarReader;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nix-store --export} writes and {@code --import} reads: one object after the other,
 * each its archive, its path, its references and its deriver. Signatures and content addresses are
 * not part of it. Rule: {@code export-import.cc} of Nix.
 */
public final class ExportStream {
  private static final long MAGIC = 0x4558494e; // NIXE

  /** Store paths, and the signature of old versions. */
  private static final int MAX_TEXT = 64 * 1024;

  private static final int MAX_REFERENCES = 1_000_000;

  private ExportStream() {}

  /**
   * Writes objects, what is referred to before what refers to it.
   *
   * @throws StoreException when one is not there, or not what it was
   */
  public static void write(Store store, Collection<StorePath> paths, OutputStream out)
      throws IOException {
    for (StorePath path : Topology.referencesFirst(store, paths)) {
      PathInfo info = store.info(path);
      number(out, 1);
      NarHash hash = NarWriter.write(store.tree(path), out, HashAlgorithm.SHA256);
      if (!hash.hash().equals(info.narHash())) {
        throw new StoreException(
            "hash of path '"
                + store.dir().print(path)
                + "' has changed from '"
                + info.narHash()
                + "' to '"
                + hash.hash()
                + "'!");
      }
      number(out, MAGIC);
      text(out, store.dir().print(path));
      number(out, info.references().size());
      for (StorePath reference : info.references()) {
        text(out, store.dir().print(reference));
      }
      StorePath deriver = info.deriver();
      text(out, deriver == null ? "" : store.dir().print(deriver));
      number(out, 0);
    }
    number(out, 0);
  }

  private static void number(OutputStream out, long value) throws IOException {
    out.write(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private static void text(OutputStream out, String text) throws IOException {
    number(out, text.length());
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.write(new byte[-text.length() & 7]);
  }

  /**
   * Adds the objects that a stream has, those excepted that are there already. The stream is read
   * to the end of the last one; of a damaged one all objects before the damage are added.
   *
   * @param added told of each path, in the order of the stream
   * @throws StoreException when it is no such stream, or something that an object refers to is
   *     neither in the store nor before it
   * @throws IOException when reading fails, or the temporary files cannot be written
   */
  public static void read(Store store, InputStream in, Consumer<StorePath> added)
      throws IOException {
    while (true) {
      long more = number(in);
      if (more == 0) {
        return;
      }
      if (more != 1) {
        throw new StoreException(
            "input doesn't look like something created by 'nix-store --export'");
      }
      added.accept(object(store, in));
    }
  }

  /** The archive comes first, and what it is comes after: so it is unpacked beside the store. */
  private static StorePath object(Store store, InputStream in) throws IOException {
    Path folder = Files.createTempDirectory("kix-import-");
    try {
      Path files = folder.resolve("object");
      NarReader.read(in, new DiskNarSink(files, TreeWriter.PLAIN));
      if ((int) number(in) != MAGIC) {
        throw new StoreException("Nix archive cannot be imported; wrong format");
      }
      StoreDir dir = store.dir();
      StorePath path = dir.parse(text(in));
      SortedSet<StorePath> references = new TreeSet<>();
      long count = number(in);
      if (count < 0 || count > MAX_REFERENCES) {
        throw new StoreException("Nix archive cannot be imported; wrong format");
      }
      for (long i = 0; i < count; i++) {
        references.add(dir.parse(text(in)));
      }
      String deriver = text(in);
      if (number(in) == 1) {
        text(in); // a signature, of versions before 2.0
      }
      if (!store.contains(path)) {
        NarHash hash = NarWriter.hash(DiskTree.of(files), HashAlgorithm.SHA256);
        store.add(
            info(path, hash, references, deriver.isEmpty() ? null : dir.parse(deriver)),
            DiskTree.of(files));
      }
      return path;
    } finally {
      TreeWriter.delete(folder);
    }
  }

  private static PathInfo info(
      StorePath path, NarHash hash, SortedSet<StorePath> references, @Nullable StorePath deriver) {
    return new PathInfo(
        path, hash.hash(), hash.size(), references, deriver, Collections.emptySortedSet(), null);
  }

  private static long number(InputStream in) throws IOException {
    return ByteBuffer.wrap(bytes(in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static String text(InputStream in) throws IOException {
    long length = number(in);
    if (length < 0 || length > MAX_TEXT) {
      throw new StoreException("string is too long");
    }
    String text = new String(bytes(in, (int) length), StandardCharsets.ISO_8859_1);
    for (byte b : bytes(in, (int) -length & 7)) {
      if (b != 0) {
        throw new StoreException("non-zero padding");
      }
    }
    return text;
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("unexpected end-of-file");
    }
    return bytes;
  }
}
