package dev.kix.cli;

import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of {@code kix} in this process.
 *
 * @param code the exit code
 * @param out standard output as UTF-8
 * @param err standard error as UTF-8
 */
public record Run(int code, String out, String err) {
  /** Runs in {@code folder} with {@code input} as standard input. */
  public static Run in(Path folder, Map<String, String> environment, String input, String... args) {
    return run(folder, environment, input, "", args);
  }

  /**
   * Variables of somebody whose home and store lie in {@code folder}, and who configures nothing.
   */
  public static Map<String, String> homeIn(Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("KIX_STORE", folder.resolve("store").toString());
    environment.put("NIX_CONF_DIR", folder.resolve("none").toString());
    return environment;
  }

  /** Runs as at a terminal where somebody types {@code input}. */
  public static Run typing(
      Path folder, Map<String, String> environment, String input, String... args) {
    return run(folder, environment, input, "012", args);
  }

  private static Run run(
      Path folder, Map<String, String> environment, String input, String terminals, String[] args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            err,
            environment,
            folder.toAbsolutePath(),
            terminals);
    int code = Kix.run(List.of(args), console);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs with nothing around it. */
  public static Run of(String... args) {
    return in(Path.of(""), Map.of(), "", args);
  }
}
