package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSettings;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.GitHash;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashFormat;
import dev.kix.store.hash.Hasher;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddressMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Prints what files and folders hash to: {@code nix hash path}, {@code nix-hash}. */
public final class HashPaths {
  /** Store paths have 160 bits; {@code nix-hash --truncate} cuts hashes to as many. */
  private static final int TRUNCATED = 20;

  /**
   * What to do.
   *
   * @param mode how a path becomes bytes: {@code nar}, {@code flat}, {@code git}
   * @param algorithm its name
   * @param format its name
   * @param truncate whether hashes of more than 160 bits are folded to as many
   * @param paths of this machine; ordinary text
   */
  public record Request(
      NixSettings settings,
      String mode,
      String algorithm,
      String format,
      boolean truncate,
      List<String> paths) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  private final Console console;

  public HashPaths(Console console) {
    this.console = console;
  }

  /** Prints one hash a line, until a path cannot be read. Returns the exit code. */
  public int run(Request request) {
    ContentAddressMethod method = HashNames.method(request.mode(), false, request.settings());
    HashAlgorithm algorithm =
        HashNames.algorithm(request.algorithm(), request.settings(), HashAlgorithm.SHA256);
    HashFormat format = HashNames.format(request.format(), console);
    for (String path : request.paths()) {
      Hash hash;
      try {
        hash = hash(console.resolve(path), method, algorithm);
      } catch (NoSuchFileException e) {
        throw new CliException("path '" + console.resolve(path) + "' does not exist");
      } catch (IOException e) {
        throw new CliException(ErrorReporter.describe(e));
      }
      console.out(text(hash, format == null ? HashFormat.SRI : format, request.truncate()) + "\n");
    }
    return 0;
  }

  private static Hash hash(Path path, ContentAddressMethod method, HashAlgorithm algorithm)
      throws IOException {
    if (method == ContentAddressMethod.FLAT) {
      return flat(path, algorithm);
    }
    FileTree tree = DiskTree.of(path);
    return method == ContentAddressMethod.GIT
        ? GitHash.of(tree, algorithm)
        : NarWriter.hash(tree, algorithm).hash();
  }

  /** Of anything that can be read, such as a pipe; links are followed. */
  private static Hash flat(Path file, HashAlgorithm algorithm) throws IOException {
    Hasher hasher = Hasher.of(algorithm);
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hasher.update(buffer, 0, n);
      }
    }
    return hasher.finish();
  }

  private static String text(Hash hash, HashFormat format, boolean truncate) {
    if (!truncate || hash.algorithm().size() <= TRUNCATED) {
      return hash.format(format, false);
    }
    // The printed form of 160 bits does not depend on the algorithm, but for its name in SRI.
    Hash folded = Hash.ofDigest(HashAlgorithm.SHA1, hash.compress(TRUNCATED));
    return format == HashFormat.SRI
        ? hash.algorithm().nixName() + "-" + folded.base64()
        : folded.format(format, false);
  }
}
