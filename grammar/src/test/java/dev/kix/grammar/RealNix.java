package dev.kix.grammar;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code nix-instantiate} of this machine, when there is one. */
final class RealNix {
  private static final Pattern POSITION = Pattern.compile("(?m)^ *at .*:(\\d+):(\\d+):$");

  private RealNix() {}

  /** Skips the test, and says so, when Nix is not installed. */
  static void require() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "nix-instantiate"))) {
        return;
      }
    }
    String message = "SKIPPED: no nix-instantiate on the PATH, nothing is compared with real Nix";
    System.err.println(message);
    abort(message);
  }

  /** What {@code nix-instantiate --parse} said about a text. */
  record Answer(boolean accepted, String output) {
    /** {@code line:column} of the first error. */
    String position() {
      Matcher m = POSITION.matcher(output);
      return m.find() ? m.group(1) + ":" + m.group(2) : "nowhere";
    }
  }

  /** Has real Nix parse {@code text} with base path {@code /} and home {@code /home}. */
  static Answer parse(String text) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("nix-instantiate", "--parse", "-");
    builder.directory(Path.of("/").toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("HOME", "/home");
    builder.environment().put("NIX_PATH", "");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("nix-instantiate did not end");
    }
    return new Answer(process.exitValue() == 0, output.stripTrailing());
  }
}
