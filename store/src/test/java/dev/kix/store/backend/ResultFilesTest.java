package dev.kix.store.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.store.StoreException;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  @TempDir Path temp;

  private static FileTree.Directory tree(String name) {
    return MemoryTree.directory(Map.of(name, MemoryTree.text(name)));
  }

  @Test
  void foldersAreReplacedAsAWhole() throws IOException {
    Path out = temp.resolve("out");
    ResultFiles.write(tree("a"), out);
    assertThat(out.resolve("a")).hasContent("a");
    ResultFiles.write(tree("b"), out);
    assertThat(out.resolve("b")).hasContent("b");
    assertThat(out.resolve("a")).doesNotExist();
    assertThat(temp.toFile().list()).containsExactly("out");
    Files.createDirectory(temp.resolve("empty"));
    ResultFiles.write(tree("c"), temp.resolve("empty"));
    assertThat(temp.resolve("empty/c")).exists();
  }

  @Test
  void theUsersOwnFilesStay() throws IOException {
    Path own = Files.createDirectory(temp.resolve("own"));
    Files.writeString(own.resolve("thesis"), "x");
    assertThatThrownBy(() -> ResultFiles.write(tree("a"), own))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was not written by kix");
    assertThatThrownBy(() -> ResultFiles.write(tree("a"), own.resolve("thesis")))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> ResultFiles.link(own, temp))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not a symbolic link");
    assertThat(own.resolve("thesis")).hasContent("x");
    assertThatThrownBy(() -> ResultFiles.write(tree("a"), temp.resolve("no/such/out")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void aFailureLeavesTheOldResult() {
    Path out = temp.resolve("out");
    ResultFiles.write(tree("a"), out);
    assertThatThrownBy(() -> ResultFiles.write(tree(".."), out)).isInstanceOf(StoreException.class);
    assertThat(out.resolve("a")).hasContent("a");
    assertThat(temp.toFile().list()).containsExactly("out");
  }

  @Test
  void linksAreReplaced() throws IOException {
    Path link = temp.resolve("result");
    ResultFiles.link(link, Path.of("/a"));
    ResultFiles.link(link, Path.of("/b"));
    assertThat(Files.readSymbolicLink(link)).hasToString("/b");
    assertThat(temp.toFile().list()).containsExactly("result");
  }
}
