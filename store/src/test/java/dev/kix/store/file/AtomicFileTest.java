package dev.kix.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList().stream();
    }
  }

  @Test
  void makesAndReplaces() throws IOException {
    Path file = folder.resolve("f");
    AtomicFile.write(file, bytes("one"));
    assertThat(file).hasContent("one");
    AtomicFile.write(file, bytes("two"));
    assertThat(file).hasContent("two");
    assertThat(names()).containsExactly("f");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsLinksAndPermissions() throws IOException {
    Path file = folder.resolve("f");
    AtomicFile.write(file, bytes("one"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("l"), Path.of("f"));
    AtomicFile.write(link, bytes("two"));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(names()).containsExactly("f", "l");
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("d/inner")).getParent();
    assertThatThrownBy(() -> AtomicFile.write(taken, bytes("x"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/f"), bytes("x")))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("d");
    assertThat(taken.resolve("inner")).isDirectory();
  }
}
