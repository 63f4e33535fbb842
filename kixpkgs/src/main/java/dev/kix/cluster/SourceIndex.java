package dev.kix.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Run by the build: lists the Nix sources that go into the jar, because a jar cannot be asked
 * cheaply what it holds.
 */
public final class SourceIndex {
  private SourceIndex() {}

  /**
   * @param args the folder of resources; the list becomes its file {@code index}
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(f -> folder.relativize(f).toString().replace('\\', '/'))
              .filter(name -> !name.equals("index"))
              .sorted()
              .toList();
      Files.writeString(
          folder.resolve("index"), String.join("\n", names) + "\n", StandardCharsets.UTF_8);
    }
  }
}
