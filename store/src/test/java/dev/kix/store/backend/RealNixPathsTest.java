package dev.kix.store.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.RealNix;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paths that real Nix gives a folder on disk, without writing to a store. */
class RealNixPathsTest {
  @TempDir Path temp;
  private Path source;

  @BeforeEach
  void files() throws IOException {
    RealNix.assume("nix-instantiate");
    source = temp.resolve("source tree");
    TreeWriter.PLAIN.write(MemoryStoreTest.goldenTree(), source);
  }

  private String theirs(String arguments) throws Exception {
    String expression =
        "builtins.path { name = \"src\"; path = /. + \"" + source + "\"; " + arguments + " }";
    String shown =
        RealNix.line(
            "env",
            "NIX_REMOTE=dummy://",
            "nix-instantiate",
            "--eval",
            "--readonly-mode",
            "-E",
            "builtins.unsafeDiscardStringContext (" + expression + ")");
    return shown.substring(1, shown.length() - 1);
  }

  private static String ours(FileTree tree, ContentAddressMethod method) {
    MemoryStore store = new MemoryStore(StoreDir.NIX_STORE);
    StorePath path = store.addTree("src", tree, method, HashAlgorithm.SHA256, List.of());
    assertThat(store.info(path).isContentAddressed(store.dir())).isTrue();
    return store.dir().print(path);
  }

  @Test
  void wholeFolder() throws Exception {
    assertThat(ours(DiskTree.of(source), ContentAddressMethod.NIX_ARCHIVE)).isEqualTo(theirs(""));
  }

  @Test
  void filtered() throws Exception {
    FileTree some =
        DiskTree.of(
            source, (path, tree) -> !(tree instanceof FileTree.Symlink) && !path.endsWith("run"));
    assertThat(ours(some, ContentAddressMethod.NIX_ARCHIVE))
        .isEqualTo(
            theirs("filter = path: type: type != \"symlink\" && baseNameOf path != \"run\";"));
  }

  @Test
  void flatFile() throws Exception {
    source = source.resolve("run");
    assertThat(ours(DiskTree.of(source), ContentAddressMethod.FLAT))
        .isEqualTo(theirs("recursive = false;"));
  }
}
