package dev.kix.store.backend;

import dev.kix.store.StoreException;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.GitHash;
import dev.kix.store.file.WithPermission;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import java.io.IOException;
import java.io.InputStream;

/** Computes the content address of a file tree. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * The content address that {@code tree} has by {@code method}.
   *
   * @throws StoreException when the method does not fit the tree, or the tree cannot be read
   */
  public static ContentAddress of(
      FileTree tree, ContentAddressMethod method, HashAlgorithm algorithm) {
    try {
      Hash hash =
          switch (method) {
            case NIX_ARCHIVE -> NarWriter.hash(tree, algorithm).hash();
            case GIT -> GitHash.of(tree, algorithm);
            case FLAT, TEXT -> flat(tree, algorithm);
          };
      return new ContentAddress(method, hash);
    } catch (IOException e) {
      throw new StoreException("cannot read the files to hash: " + Failures.text(e), e);
    }
  }

  private static Hash flat(FileTree tree, HashAlgorithm algorithm) throws IOException {
    if (!(tree instanceof FileTree.File file)) {
      throw new StoreException(
          "only a regular file can be hashed flat; hash a folder or link recursively: " + tree);
    }
    Hasher hasher = Hasher.of(algorithm);
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = file.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hasher.update(buffer, 0, count);
      }
    }
    return hasher.finish();
  }

  /** The tree as it is stored: flat methods keep only the bytes of the file. */
  static FileTree stored(FileTree tree, ContentAddressMethod method) {
    boolean flat = method == ContentAddressMethod.FLAT || method == ContentAddressMethod.TEXT;
    return flat && tree instanceof FileTree.File file ? new WithPermission(file, false) : tree;
  }
}
