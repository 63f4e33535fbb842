package dev.kix.conformance.fuzz;

import dev.kix.conformance.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Well-formed inputs: real files of this project, and of folders that somebody names. */
final class Seeds {
  private static final int LARGEST = 1 << 15;

  private Seeds() {}

  /** The files below {@code folders} of the project whose name ends in one of {@code endings}. */
  static List<byte[]> files(List<String> folders, String... endings) {
    List<Path> paths = new ArrayList<>();
    for (String folder : folders) {
      paths.add(Project.root().resolve(folder));
    }
    return below(paths, endings);
  }

  /** Nix code: this project's, or that of the folders in the property {@code kix.fuzz.folders}. */
  static List<byte[]> nix() {
    String folders = System.getProperty("kix.fuzz.folders", "");
    if (folders.isEmpty()) {
      return files(
          List.of(
              "kixpkgs/lib",
              "kixpkgs/kix",
              "kixpkgs/packages",
              "conformance-tests/src/test/resources/golden"),
          ".nix");
    }
    return below(Stream.of(folders.split(":", -1)).map(Path::of).toList(), ".nix");
  }

  /** Texts as they are. */
  static List<byte[]> of(String... texts) {
    return Stream.of(texts).map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static List<byte[]> below(List<Path> folders, String... endings) {
    List<byte[]> seeds = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted().toList()) {
          String name = file.toString();
          if (Stream.of(endings).anyMatch(name::endsWith)
              && !name.contains("/target/")
              && Files.isRegularFile(file)
              && Files.size(file) <= LARGEST) {
            seeds.add(Files.readAllBytes(file));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return seeds;
  }
}
