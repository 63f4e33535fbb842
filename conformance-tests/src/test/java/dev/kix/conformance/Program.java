package dev.kix.conformance;

import dev.kix.cli.Kix;
import dev.kix.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code kix} program, run in this process: everything but the JVM's own start. */
public final class Program {
  private Program() {}

  /**
   * What a run left.
   *
   * @param code the exit code
   * @param out standard output as UTF-8
   * @param err standard error as UTF-8
   */
  public record Result(int code, String out, String err) {}

  /** Runs with an empty environment and no input in the current folder. */
  public static Result run(String... args) {
    return run(Path.of("").toAbsolutePath(), Map.of(), new byte[0], List.of(args));
  }

  /** Runs in {@code folder}. */
  public static Result run(
      Path folder, Map<String, String> environment, byte[] input, List<String> args) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("NIX_CONF_DIR", "/no/such/folder"); // that of the machine does not count
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new ByteArrayInputStream(input), out, err, variables, folder, "");
    int code = Kix.run(args, console);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
