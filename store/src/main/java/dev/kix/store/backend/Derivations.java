package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.file.FileTree;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads derivations from the files of store objects. */
final class Derivations {
  /** Real ones reach a few megabytes at most; a larger file is not read into memory. */
  private static final long MAX_SIZE = 256L * 1024 * 1024;

  private Derivations() {}

  static Derivation read(StoreDir dir, StorePath path, FileTree tree) {
    String name = path.derivationName();
    try {
      return Derivation.parse(dir, name, text(tree));
    } catch (IOException e) {
      throw new StoreException(
          "cannot read derivation '" + dir.print(path) + "': " + Failures.text(e), e);
    } catch (StoreException e) {
      throw new StoreException(
          "error parsing derivation '" + dir.print(path) + "': " + e.getMessage());
    }
  }

  private static String text(FileTree tree) throws IOException {
    if (!(tree instanceof FileTree.File file)) {
      throw new StoreException("it is not a regular file");
    }
    if (file.size() > MAX_SIZE) {
      throw new StoreException("the file is larger than " + MAX_SIZE + " bytes");
    }
    try (InputStream in = file.open()) {
      return new String(in.readNBytes((int) MAX_SIZE), StandardCharsets.ISO_8859_1);
    }
  }
}
