package dev.kix.store.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.StoreException;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationHasher;
import dev.kix.store.derivation.DerivationOutput;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarReader;
import dev.kix.store.nar.TreeNarSink;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
  private final MemoryStore store = new MemoryStore(StoreDir.NIX_STORE);

  /** The tree of {@code nar/tree.nar}, which {@code nix-store --add} 2.8 gave this path. */
  static FileTree goldenTree() {
    try (InputStream in = MemoryStoreTest.class.getResourceAsStream("/nar/tree.nar")) {
      TreeNarSink sink = new TreeNarSink(1 << 20);
      NarReader.readToEnd(in, sink);
      return sink.tree();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void pathsAreThoseOfNix() {
    StorePath tree = recursive("t", goldenTree());
    assertThat(tree).hasToString("sv8l6q58kbddlbi6062682kacpslhavi-t");
    assertThat(store.tree(tree)).isEqualTo(goldenTree());
    StorePath note = store.addText("note.txt", "hello\n", List.of());
    assertThat(note).hasToString("ha42hgz88l4lab3af6k2fgbhxbcgxm2n-note.txt");
    assertThat(store.info(note).narHash())
        .hasToString("sha256:04zwf782yjwnh3q6hz5izfd6jyip8kgw6g6yj43fiqhbyhdd0dqw");
    assertThat(store.info(note).narSize()).isEqualTo(120);
    assertThat(store.info(note).isContentAddressed(store.dir())).isTrue();
  }

  private StorePath recursive(String name, FileTree tree) {
    return store.addTree(
        name, tree, ContentAddressMethod.NIX_ARCHIVE, HashAlgorithm.SHA256, List.of());
  }

  @Test
  void flatFilesLoseTheExecutableBit() {
    FileTree program = MemoryTree.file(new byte[] {1}, true);
    StorePath flat =
        store.addTree("p", program, ContentAddressMethod.FLAT, HashAlgorithm.SHA256, List.of());
    assertThat(store.info(flat).narHash())
        .isEqualTo(store.info(recursive("p", MemoryTree.file(new byte[] {1}))).narHash());
    assertThatThrownBy(() ->
            store.addTree(
                "p",
                MemoryTree.symlink("x"),
                ContentAddressMethod.FLAT,
                HashAlgorithm.SHA256,
                List.of()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("only a regular file can be hashed flat");
  }

  @Test
  void derivationsAreFoundAgain() {
    StorePath source = store.addText("s", "x", List.of());
    Derivation.Builder bare = Derivation.builder("d").system("s").builder("b").env("out", "");
    bare.inputSource(source).output("out", DerivationOutput.DEFERRED);
    DerivationHasher hasher = new DerivationHasher(store.dir(), store);
    Derivation drv = hasher.fillInOutputPaths(bare.build());
    StorePath path = store.addDerivation(drv);
    assertThat(store.derivation(path)).isEqualTo(drv);
    assertThat(store.references(path)).containsExactly(source);
    assertThat(store.closure(List.of(path))).containsExactlyInAnyOrder(path, source);
    StorePath asText = store.addText("d.drv", drv.toATerm(store.dir()), drv.references());
    assertThat(asText).isEqualTo(path);
    assertThatThrownBy(() -> store.derivation(source))
        .hasMessage("store path '" + source + "' is not a valid derivation path");
    StorePath broken = store.addText("x.drv", "Derive(", List.of());
    assertThatThrownBy(() -> store.derivation(broken))
        .hasMessage(
            "error parsing derivation '/nix/store/"
                + broken
                + "': expected string '[' (at byte 7)");
  }

  @Test
  void absentObjects() {
    StorePath path = StorePath.parse("ffffffffffffffffffffffffffffffff-x");
    assertThat(store.contains(path)).isFalse();
    assertThatThrownBy(() -> store.info(path))
        .isInstanceOf(StoreException.class)
        .hasMessage("path '/nix/store/ffffffffffffffffffffffffffffffff-x' is not valid");
  }

  @Test
  void wrongHashIsRefused() {
    StorePath a = store.addText("a", "a", List.of());
    MemoryStore other = new MemoryStore(StoreDir.NIX_STORE);
    assertThatThrownBy(() -> other.add(store.info(a), MemoryTree.text("b")))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("hash mismatch in path '/nix/store/" + a + "';\n  specified: ");
    other.add(store.info(a), store.tree(a));
    assertThat(other.info(a)).isEqualTo(store.info(a));
  }
}
