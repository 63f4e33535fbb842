package dev.kix.store.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.store.file.TreeWriter;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes while they write, and works with others on one store. */
class LocalStoreCrashTest {
  private static final int ROUNDS = 3;

  /** The other process: adds chains of objects until it is killed, or as many as it is told. */
  static final class Writer {
    public static void main(String[] args) {
      int count = Integer.parseInt(args[1]);
      try (LocalStore store = LocalStore.open(Path.of(args[0]))) {
        for (int i = 0; i < count; i++) {
          MemoryStore memory = new MemoryStore(StoreDir.NIX_STORE);
          StorePath last = memory.addText("n", "start " + i, List.of());
          for (int j = 0; j < 5; j++) {
            last = memory.addText("n" + j, "after " + last, List.of(last));
          }
          store.copyFrom(memory, List.of(last));
          // Said only when it is on the disk.
          System.out.println(last);
        }
      }
    }
  }

  /** What it says goes to a file, for Java closes a pipe from a process that it kills. */
  private static Process start(Path root, int count, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            root.toString(),
            Integer.toString(count))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(output.toFile())
        .start();
  }

  @Test
  void killedAtAnyTime(@TempDir Path temp) throws Exception {
    Path root = temp.resolve("store");
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path output = temp.resolve("output" + round);
        Process process = start(root, Integer.MAX_VALUE, output);
        while (process.isAlive() && Files.size(output) == 0) {
          Thread.sleep(5);
        }
        Thread.sleep(20 + 37 * round);
        process.destroyForcibly().waitFor();
        // The last line may be cut off.
        String said = Files.readString(output);
        List<String> whole = said.substring(0, said.lastIndexOf('\n')).lines().toList();
        try (LocalStore store = LocalStore.open(root)) {
          assertThat(store.verify(true)).isEmpty();
          for (String line : whole) {
            assertThat(store.contains(StorePath.parse(line))).isTrue();
          }
        }
      }
      try (LocalStore store = LocalStore.open(root)) {
        store.collectGarbage();
        assertThat(store.paths()).isEmpty();
        assertThat(root.resolve("objects").toFile().list()).isEmpty();
      }
    } finally {
      TreeWriter.delete(root);
    }
  }

  @Test
  void twoProcessesWriteTheSame(@TempDir Path temp) throws Exception {
    Path root = temp.resolve("store");
    Process first = start(root, 15, temp.resolve("a"));
    Process second = start(root, 15, temp.resolve("b"));
    try {
      assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(first.exitValue()).isZero();
      assertThat(second.exitValue()).isZero();
      try (LocalStore store = LocalStore.open(root)) {
        assertThat(store.verify(true)).isEmpty();
        assertThat(store.paths()).hasSize(15 * 6);
      }
    } finally {
      first.destroyForcibly();
      second.destroyForcibly();
      TreeWriter.delete(root);
    }
  }
}
