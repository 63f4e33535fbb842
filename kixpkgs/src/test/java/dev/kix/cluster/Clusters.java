package dev.kix.cluster;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.eval.CodeCache;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.path.StoreDir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles clusters for tests. */
final class Clusters {
  /** Parsed once for all tests; values are never shared. */
  private static final CodeCache CODE = new CodeCache();

  private Clusters() {}

  /** The cluster of a folder. */
  static Activation compile(Path folder) {
    try (Interpreter nix =
        KixLibrary.install(Interpreter.builder())
            .permissions(Permissions.reading(folder))
            .bareWildcards(true)
            .code(CODE)
            .build()) {
      String path = Bytes.encode(folder.toString());
      return nix.run(state -> new ClusterCompiler(state, StoreDir.NIX_STORE).compile(path, null));
    }
  }

  /** A cluster of one module, written to {@code folder} as {@code cluster.nix}. */
  static Activation compile(Path folder, String module) {
    try {
      Files.writeString(folder.resolve("kix.nix"), "{ clusters.test = ./cluster.nix; }\n");
      Files.writeString(folder.resolve("cluster.nix"), module);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compile(folder);
  }

  /** The errors of a cluster that does not compile. */
  static List<String> errors(Path folder, String module) {
    try {
      Activation a = compile(folder, module);
      throw new AssertionError("compiled to " + a.graph().nodes().keySet());
    } catch (ClusterException e) {
      return e.messages().stream()
          .filter(m -> m.severity() == ClusterMessage.Severity.ERROR)
          .map(ClusterMessage::text)
          .toList();
    }
  }

  /** The texts of an activation's warnings, not of its notes. */
  static List<String> warnings(Activation activation) {
    return activation.warnings().stream()
        .filter(m -> m.severity() == ClusterMessage.Severity.WARNING)
        .map(ClusterMessage::text)
        .toList();
  }
}
