package dev.kix.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the real Nix tools for differential tests, where they are installed. */
public final class RealNix {
  private RealNix() {}

  /** Skips the running test, and says so, when {@code program} is not on the PATH. */
  public static void assume(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (new File(folder, program).canExecute()) {
        return;
      }
    }
    System.err.println("SKIPPED: a comparison with real Nix, because " + program + " is not here");
    Assumptions.abort(program + " is not installed");
  }

  /** Standard output of a command that must succeed within a minute. */
  public static byte[] run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    File errors = File.createTempFile("real-nix", ".err");
    try {
      builder.redirectError(errors);
      Process process = builder.start();
      process.getOutputStream().close();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (InputStream in = process.getInputStream()) {
        in.transferTo(out);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
      assertThat(process.exitValue())
          .as(() -> String.join(" ", command) + ": " + text(errors))
          .isZero();
      return out.toByteArray();
    } finally {
      assertThat(errors.delete()).isTrue();
    }
  }

  /** {@link #run} as text without its last line feed. */
  public static String line(String... command) throws IOException, InterruptedException {
    return new String(run(command), StandardCharsets.ISO_8859_1).strip();
  }

  private static String text(File file) {
    try {
      return java.nio.file.Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
