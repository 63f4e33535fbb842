package dev.kix.store.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.StoreException;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.file.TreeWriter;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
  @TempDir Path temp;
  private Path root;
  private LocalStore store;

  @BeforeEach
  void open() {
    root = temp.resolve("store");
    store = LocalStore.open(root);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    // Read-only folders cannot be emptied by the temporary folder's own deletion.
    TreeWriter.delete(root);
  }

  private StorePath add(String name, FileTree tree, StorePath... references) {
    return store.addTree(
        name, tree, ContentAddressMethod.NIX_ARCHIVE, HashAlgorithm.SHA256, List.of(references));
  }

  @Test
  void keepsWhatIsAdded() throws IOException {
    FileTree tree = MemoryStoreTest.goldenTree();
    StorePath path = add("t", tree);
    assertThat(path).hasToString("sv8l6q58kbddlbi6062682kacpslhavi-t");
    assertThat(add("t", tree)).isEqualTo(path);
    StorePath text = store.addText("x", "see " + path, List.of(path));
    store.close();
    store = LocalStore.open(root);
    assertThat(store.paths()).containsExactlyInAnyOrder(path, text);
    assertThat(store.references(text)).containsExactly(path);
    MemoryStore memory = new MemoryStore(StoreDir.NIX_STORE);
    memory.add(store.info(path), store.tree(path));
    assertThat(memory.info(path)).isEqualTo(store.info(path));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file(path))))
        .isEqualTo("r-xr-xr-x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file(text))))
        .isEqualTo("r--r--r--");
    assertThat(Files.getLastModifiedTime(store.file(text)).toMillis()).isEqualTo(1000);
    assertThat(store.verify(true)).isEmpty();
  }

  @Test
  void copiesClosures() {
    MemoryStore memory = new MemoryStore(StoreDir.NIX_STORE);
    StorePath last = memory.addText("n0", "0", List.of());
    for (int i = 1; i < 50; i++) {
      last = memory.addText("n" + i, "after " + last, List.of(last));
    }
    store.copyFrom(memory, List.of(last));
    store.copyFrom(memory, List.of(last));
    assertThat(store.paths()).isEqualTo(memory.paths());
    assertThat(store.closure(List.of(last))).hasSize(50);
    assertThat(store.verify(true)).isEmpty();
  }

  @Test
  void referencesMustBeThere() {
    StorePath missing = StorePath.parse("ffffffffffffffffffffffffffffffff-x");
    assertThatThrownBy(() -> store.addText("a", "a", List.of(missing)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it refers to '/nix/store/" + missing + "', which is not there");
    assertThat(store.paths()).isEmpty();
  }

  @Test
  void aFailingWriteLeavesNothing() throws IOException {
    FileTree bad = MemoryTree.directory(Map.of("a", MemoryTree.text("a"), "b", new Failing(false)));
    assertThatThrownBy(() -> add("bad", bad)).isInstanceOf(StoreException.class);
    // Hashed well, then unreadable when it is to be copied.
    FileTree later =
        MemoryTree.directory(Map.of("a", MemoryTree.text("a"), "b", new Failing(true)));
    assertThatThrownBy(() -> add("bad", later))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("unplugged");
    assertThat(list(root.resolve("objects"))).isEmpty();
    assertThat(list(root.resolve("info"))).isEmpty();
  }

  /** A file that cannot be read, from the start or from the second time on. */
  private static final class Failing implements FileTree.File {
    private boolean readable;

    Failing(boolean readable) {
      this.readable = readable;
    }

    @Override
    public boolean executable() {
      return false;
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public InputStream open() throws IOException {
      if (!readable) {
        throw new IOException("unplugged");
      }
      readable = false;
      return InputStream.nullInputStream();
    }
  }

  @Test
  void whatChangedSinceItWasHashedIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("f"), "before");
    MemoryStore memory = new MemoryStore(StoreDir.NIX_STORE);
    StorePath path =
        memory.addTree(
            "f",
            DiskTree.of(file),
            ContentAddressMethod.NIX_ARCHIVE,
            HashAlgorithm.SHA256,
            List.of());
    assertThat(memory.info(path).narSize()).isPositive();
    Files.writeString(file, "after!");
    assertThatThrownBy(() -> store.copyFrom(memory, List.of(path)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("hash mismatch in path '/nix/store/" + path + "'");
    assertThat(store.contains(path)).isFalse();
    assertThat(list(root.resolve("objects"))).isEmpty();
  }

  @Test
  void leftoversOfACrashAreReplaced() throws IOException {
    StorePath path = add("t", MemoryStoreTest.goldenTree());
    // As if the writer had died after the files, before the information.
    Files.delete(root.resolve("info").resolve(path + ".narinfo"));
    TreeWriter.delete(store.file(path));
    Files.createDirectory(store.file(path));
    Files.writeString(root.resolve("objects").resolve(".tmp-x"), "half");
    Files.writeString(root.resolve("info").resolve(".tmp-y"), "half");
    assertThat(store.contains(path)).isFalse();
    assertThat(store.paths()).isEmpty();
    assertThat(store.verify(true)).isEmpty();
    assertThat(add("t", MemoryStoreTest.goldenTree())).isEqualTo(path);
    assertThat(store.verify(true)).isEmpty();
    store.addRoot("t", path);
    assertThat(store.collectGarbage()).isEmpty();
    assertThat(list(root.resolve("objects"))).containsExactly(path.toString());
    assertThat(list(root.resolve("info"))).containsExactly(path + ".narinfo");
  }

  @Test
  void garbage() {
    StorePath leaf = store.addText("leaf", "", List.of());
    StorePath kept = store.addText("kept", "" + leaf, List.of(leaf));
    StorePath loose = store.addText("loose", "" + leaf, List.of(leaf));
    StorePath result = store.addText("result", "r", List.of());
    store.addRoot("main", kept);
    store.linkResult(temp.resolve("result"), result);
    assertThat(store.roots()).containsExactlyInAnyOrder(kept, result);
    assertThatThrownBy(() -> store.delete(List.of(leaf)))
        .hasMessageStartingWith(
            "cannot delete path '/nix/store/" + leaf + "' since it is still alive");
    store.removeRoot("main");
    assertThatThrownBy(() -> store.delete(List.of(leaf, kept)))
        .hasMessage(
            "cannot delete path '/nix/store/"
                + leaf
                + "' because it is in use by '/nix/store/"
                + loose
                + "'");
    store.delete(List.of(loose));
    assertThat(store.collectGarbage()).containsExactlyInAnyOrder(leaf, kept);
    assertThat(store.paths()).containsExactly(result);
    assertThat(temp.resolve("result")).hasContent("r");
  }

  @Test
  void garbageStaysWhileSomebodyElseWorks() {
    try (LocalStore other = LocalStore.open(root)) {
      StorePath path = other.addText("a", "a", List.of());
      assertThatThrownBy(() -> store.collectGarbage())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use");
      assertThat(store.contains(path)).isTrue();
    }
    assertThat(store.collectGarbage()).hasSize(1);
  }

  @Test
  void manyWritersOfTheSameThings() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        all.add(
            pool.submit(() -> {
              try (LocalStore mine = LocalStore.open(root)) {
                for (int i = 0; i < 10; i++) {
                  StorePath a = mine.addText("a" + i, "a" + i, List.of());
                  mine.addText("b" + i, "" + a, List.of(a));
                }
              }
            }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(store.paths()).hasSize(20);
    assertThat(store.verify(true)).isEmpty();
    assertThat(list(root.resolve("objects"))).hasSize(20);
  }

  @Test
  void damageIsFoundAndNamed() throws IOException {
    StorePath a = store.addText("a", "a", List.of());
    StorePath b = store.addText("b", "b" + a, List.of(a));
    StorePath c = store.addText("c", "c", List.of());
    StorePath d = store.addText("d", "d", List.of());
    Path file = store.file(a);
    Files.delete(file);
    Files.writeString(file, "z");
    Files.delete(store.file(c));
    Path info = root.resolve("info").resolve(d + ".narinfo");
    String text = Files.readString(info);
    Files.writeString(info, text.substring(0, 60));
    assertThat(store.verify(true))
        .hasSize(3)
        .anySatisfy(m -> assertThat(m).startsWith("hash mismatch in path '/nix/store/" + a))
        .anySatisfy(m -> assertThat(m).contains(store.file(c).toString()))
        .anySatisfy(m -> assertThat(m).contains("'" + info + "' is corrupt"));
    assertThat(store.verify(false)).hasSize(2);
    assertThatThrownBy(() -> store.info(d))
        .isInstanceOf(StoreException.class)
        .hasMessage("store information file '" + info + "' is corrupt: its checksum is missing");
    assertThatThrownBy(() -> store.tree(c))
        .isInstanceOf(StoreException.class)
        .hasMessage("store object '" + store.file(c) + "' has vanished from the store");
    Files.delete(info);
    Files.createSymbolicLink(info, Path.of("/dev/zero"));
    assertThatThrownBy(() -> store.info(d)).hasMessage("'" + info + "' is not a regular file");
    Files.delete(info);
    Files.writeString(info, Files.readString(root.resolve("info").resolve(b + ".narinfo")));
    assertThatThrownBy(() -> store.info(d))
        .hasMessageContaining("is corrupt: it is about '/nix/store/" + b + "'");
  }

  @Test
  void otherFormats() throws IOException {
    store.close();
    assertThatThrownBy(() -> LocalStore.open(root, StoreDir.of("/other/store")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was made for another store directory than '/other/store'");
    Files.writeString(root.resolve("format"), "kix-store 9\n/nix/store\n");
    assertThatThrownBy(() -> LocalStore.open(root))
        .hasMessageContaining("has a format that this version of kix does not know");
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> LocalStore.open(file.resolve("s")))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("cannot open the store '" + file);
  }

  @Test
  void whereItIs() {
    Path home = Path.of("/home/u");
    assertThat(LocalStore.defaultRoot(Map.of(), home)).hasToString("/home/u/.local/share/kix");
    assertThat(LocalStore.defaultRoot(Map.of("XDG_DATA_HOME", "/d"), home)).hasToString("/d/kix");
    assertThat(LocalStore.defaultRoot(Map.of("XDG_DATA_HOME", "rel"), home))
        .hasToString("/home/u/.local/share/kix");
    assertThat(LocalStore.defaultRoot(Map.of("KIX_STORE", "/k"), home)).hasToString("/k");
  }

  private static List<String> list(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    }
    return names;
  }
}
