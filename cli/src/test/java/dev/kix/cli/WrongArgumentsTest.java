package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said to those who name what is not there, or is something else: {@code transcript.txt}
 * has the commands and what they print. {@code -Dkix.accept=true} writes it anew; read the
 * difference.
 */
class WrongArgumentsTest {
  private static final Path FOLDER = Path.of("src/test/resources/wrong-arguments");

  @TempDir private Path home;

  @Test
  void everythingIsToldWell() throws IOException {
    Path transcript = FOLDER.resolve("transcript.txt");
    String expected = Files.readString(transcript, StandardCharsets.UTF_8);
    Path folder = home.resolve("work");
    copy(folder);
    StringBuilder seen = new StringBuilder();
    for (String line : expected.lines().toList()) {
      if (line.startsWith("$ kix ")) {
        Run run =
            Run.in(
                folder,
                Map.of("HOME", home.toString(), "KIX_STORE", home.resolve("store").toString()),
                "",
                line.substring(6).split(" "));
        assertThat(run.code()).as(line).isEqualTo(1);
        String said =
            visible(run.out() + run.err()).replace(folder.toRealPath().toString(), "/work");
        seen.append(line).append('\n').append(said.stripTrailing()).append("\n\n");
      }
    }
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(transcript, seen, StandardCharsets.UTF_8);
    } else {
      assertThat(seen).hasToString(expected);
    }
  }

  /** With control characters in caret notation, so that the transcript is text. */
  private static String visible(String said) {
    StringBuilder out = new StringBuilder(said.length());
    said.chars()
        .forEach(c -> {
          if (c < ' ' && c != '\n' && c != '\t' || c == 0x7f) {
            out.append('^').append((char) (c ^ 0x40));
          } else {
            out.append((char) c);
          }
        });
    return out.toString();
  }

  private static void copy(Path to) throws IOException {
    try (var files = Files.walk(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(FOLDER.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!file.endsWith("transcript.txt")) {
          Files.copy(file, target);
        }
      }
    }
  }
}
