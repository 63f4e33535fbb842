package dev.kix.store.file;

import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Git's object hash of a file tree (Git manual, <i>Git Internals – Git Objects</i>; Nix's
 * experimental feature {@code git-hashing}). A folder at the top is a tree object, a file a blob;
 * as in Nix, a link or an executable file at the top has no hash, for a blob alone cannot say what
 * it is.
 */
public final class GitHash {
  private static final int BUFFER = 64 * 1024;

  private GitHash() {}

  /**
   * The hash of {@code tree}.
   *
   * @param algorithm SHA-1 or SHA-256
   * @throws StoreException for another algorithm, or when a file changes while it is read
   */
  public static Hash of(FileTree tree, HashAlgorithm algorithm) throws IOException {
    if (algorithm != HashAlgorithm.SHA1 && algorithm != HashAlgorithm.SHA256) {
      throw new StoreException(
          "Git file ingestion must use SHA-1 or SHA-256 hash, but instead using: "
              + algorithm.nixName());
    }
    return object(tree, algorithm);
  }

  private static Hash object(FileTree tree, HashAlgorithm algorithm) throws IOException {
    if (tree instanceof FileTree.File file) {
      return blob(file, algorithm);
    }
    if (tree instanceof FileTree.Symlink link) {
      byte[] target = link.target().getBytes(StandardCharsets.ISO_8859_1);
      Hasher hasher = start("blob", target.length, algorithm);
      hasher.update(target);
      return hasher.finish();
    }
    return folder((FileTree.Directory) tree, algorithm);
  }

  private static Hash blob(FileTree.File file, HashAlgorithm algorithm) throws IOException {
    long size = file.size();
    Hasher hasher = start("blob", size, algorithm);
    long header = hasher.count();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = file.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hasher.update(buffer, 0, count);
      }
    }
    if (hasher.count() - header != size) {
      throw new StoreException(
          "a file changed while it was read (expected " + size + " bytes): " + file);
    }
    return hasher.finish();
  }

  private record Entry(String name, FileTree tree) {
    /** Git sorts folders as if their names ended in a slash. */
    String key() {
      return tree instanceof FileTree.Directory ? name + "/" : name;
    }

    String mode() throws IOException {
      if (tree instanceof FileTree.File file) {
        return file.executable() ? "100755" : "100644";
      }
      return tree instanceof FileTree.Symlink ? "120000" : "40000";
    }
  }

  private static Hash folder(FileTree.Directory folder, HashAlgorithm algorithm)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String name : folder.names()) {
      entries.add(new Entry(name, folder.child(name)));
    }
    Collections.sort(entries, Comparator.comparing(Entry::key));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      String head = entry.mode() + " " + entry.name + "\0";
      body.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
      body.writeBytes(object(entry.tree, algorithm).digest());
    }
    Hasher hasher = start("tree", body.size(), algorithm);
    hasher.update(body.toByteArray());
    return hasher.finish();
  }

  private static Hasher start(String kind, long size, HashAlgorithm algorithm) {
    Hasher hasher = Hasher.of(algorithm);
    hasher.update((kind + " " + size + "\0").getBytes(StandardCharsets.ISO_8859_1));
    return hasher;
  }
}
