package dev.kix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows {@code docs/tutorial.md} to the letter: writes its files, runs its commands, compares.
 */
class TutorialTest {
  private static final Pattern FILE = Pattern.compile("Write this to `([^`]+)`:$");

  @TempDir Path temp;

  @Test
  void everyStepWorksAsPrinted() throws IOException {
    Path folder = temp.toRealPath();
    List<String> lines = Files.readAllLines(Path.of("../docs/tutorial.md"));
    String file = null;
    int commands = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher m = FILE.matcher(line);
      if (m.find()) {
        file = m.group(1);
      } else if (line.equals("```nix") && file != null) {
        StringBuilder text = new StringBuilder();
        for (i++; !lines.get(i).equals("```"); i++) {
          text.append(lines.get(i)).append('\n');
        }
        Files.writeString(folder.resolve(file), text);
        file = null;
      } else if (line.startsWith("    $ kix ")) {
        StringBuilder expected = new StringBuilder();
        for (; i + 1 < lines.size() && lines.get(i + 1).startsWith("    "); i++) {
          expected.append(lines.get(i + 1).substring(4)).append('\n');
        }
        commands++;
        assertThat(normal(run(folder, line.substring("    $ kix ".length()))))
            .as(line)
            .isEqualTo(normal(expected.toString()));
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(10);
  }

  private static String run(Path folder, String command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            output,
            output,
            Map.of("HOME", folder.toString(), "KIX_STORE", folder.resolve("store").toString()),
            folder,
            "");
    Kix.run(List.of(command.split(" ")), console);
    return output.toString(StandardCharsets.UTF_8);
  }

  /** Times differ by machine, hashes by the version of the packages. */
  private static String normal(String text) {
    return text.replaceAll("compiled in [0-9.]+ s", "compiled in TIME")
        .replaceAll("/nix/store/[0-9a-z]{32}-", "/nix/store/HASH-")
        .strip();
  }
}
