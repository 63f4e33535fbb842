package dev.kix.conformance.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case of a golden folder: {@code NAME.nix}, with {@code NAME.flags} (the words before the file;
 * {@code eval --strict} when there is none), {@code NAME.exp} for what must be printed or {@code
 * NAME.err.exp} for the error that must come, and {@code NAME.code} where the exit code is neither
 * 0 nor 1. With {@code -Dkix.accept=true} what came is written as what is expected.
 *
 * @param folder the golden folder, which is also where the case runs
 * @param name the path below it, without extension
 */
record GoldenCase(Path folder, String name) {
  private static final List<String> DEFAULT_FLAGS = List.of("eval", "--strict");

  /** All cases below {@code folder}, in the order of their names. */
  static List<GoldenCase> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".nix"))
          .filter(f -> !folder.relativize(f).startsWith("builtins/data"))
          .map(f -> folder.relativize(f).toString())
          .map(f -> new GoldenCase(folder, f.substring(0, f.length() - ".nix".length())))
          .filter(c -> accepts() || c.hasExpectation())
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    }
  }

  static boolean accepts() {
    return Boolean.getBoolean("kix.accept");
  }

  private boolean hasExpectation() {
    return Files.exists(file(".exp")) || Files.exists(file(".err.exp"));
  }

  Path file(String extension) {
    return folder.resolve(name + extension);
  }

  /** The words of the command, the file last. */
  List<String> command() throws IOException {
    List<String> words = new ArrayList<>(flags());
    words.add(name + ".nix");
    return words;
  }

  private List<String> flags() throws IOException {
    Path file = file(".flags");
    if (!Files.exists(file)) {
      return DEFAULT_FLAGS;
    }
    // One word a line where a line starts with '|', else words between blanks.
    List<String> words = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (line.startsWith("|")) {
        words.add(line.substring(1));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        words.addAll(List.of(line.strip().split("\\s+")));
      }
    }
    return words;
  }

  /** Whether the case can be run through the Java API, which knows no flags. */
  boolean isPlain() {
    return !Files.exists(file(".flags"));
  }

  /** What must be printed, or null when an error must come. */
  @Nullable String output() throws IOException {
    return read(".exp");
  }

  /** The error that must come, or null when none may. */
  @Nullable String error() throws IOException {
    return read(".err.exp");
  }

  /** What the program must exit with. */
  int exitCode() throws IOException {
    String said = read(".code");
    return said != null ? Integer.parseInt(said.strip()) : output() == null ? 1 : 0;
  }

  private @Nullable String read(String extension) throws IOException {
    Path file = file(extension);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
  }

  /** Keeps what came as what is expected. */
  void accept(int code, String out, String err) throws IOException {
    Files.deleteIfExists(file(".exp"));
    Files.deleteIfExists(file(".err.exp"));
    Files.deleteIfExists(file(".code"));
    if (code > 1) {
      Files.writeString(file(".code"), code + "\n", StandardCharsets.UTF_8);
    }
    if (code == 0) {
      Files.writeString(file(".exp"), out, StandardCharsets.UTF_8);
    }
    if (code != 0 || !err.isEmpty()) {
      Files.writeString(file(".err.exp"), err, StandardCharsets.UTF_8);
    }
  }

  /** {@code text} with the folder's own path replaced, so that it is the same on every machine. */
  String normalize(String text) {
    return text.replace(folder.toString(), "/golden");
  }

  @Override
  public String toString() {
    return name;
  }
}
