package dev.kix.interpreter.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import dev.kix.store.StoreException;
import dev.kix.store.backend.MemoryStore;
import dev.kix.store.backend.Store;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreExportTest {
  private static final String PROGRAM =
      "(derivation { name = \"a\"; builder = \"b\"; system = \"s\"; src = ./src;"
          + " dep = derivation { name = \"dep\"; builder = builtins.toFile \"x\" \"y\"; system ="
          + " \"s\"; }; }).drvPath";

  @TempDir Path folder;

  private StorePath evaluate(Interpreter interpreter) {
    return StoreDir.NIX_STORE.parse(interpreter.evaluate(PROGRAM, folder).asString());
  }

  @Test
  void addsEverythingThatADerivationNeeds() throws IOException {
    Files.createDirectory(folder.resolve("src"));
    Files.writeString(folder.resolve("src/f"), "text");
    Store store = new MemoryStore(StoreDir.NIX_STORE);
    try (Interpreter interpreter = Interpreter.builder().permissions(Permissions.all()).build()) {
      StorePath path = evaluate(interpreter);
      StoreExport.copy(interpreter.services().store(), List.of(path), store);
      assertThat(store.closure(List.of(path)))
          .extracting(StorePath::name)
          .containsExactlyInAnyOrder("a.drv", "src", "dep.drv", "x");
      assertThat(interpreter.services().store().closure(path))
          .isEqualTo(store.closure(List.of(path)));
    }
    // Another evaluation sees what the first one left.
    try (Interpreter second =
        Interpreter.builder().permissions(Permissions.all()).store(store).build()) {
      StorePath source = store.closure(List.of(evaluate(second))).first();
      String file = StoreDir.NIX_STORE.print(source);
      assertThat(second.evaluate("builtins.pathExists " + file).asBoolean()).isTrue();
    }
  }

  @Test
  void noticesSourcesThatChanged() throws IOException {
    Files.createDirectory(folder.resolve("src"));
    Files.writeString(folder.resolve("src/f"), "text");
    Store store = new MemoryStore(StoreDir.NIX_STORE);
    try (Interpreter interpreter = Interpreter.builder().permissions(Permissions.all()).build()) {
      StorePath path = evaluate(interpreter);
      Files.writeString(folder.resolve("src/f"), "other");
      assertThatThrownBy(
              () -> StoreExport.copy(interpreter.services().store(), List.of(path), store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("was changed after it had been evaluated");
      assertThat(store.contains(path)).isFalse();
    }
  }
}
