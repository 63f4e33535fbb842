package dev.kix.conformance.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Debian's {@code nix-instantiate}, where it is installed. */
final class NixProgram {
  private NixProgram() {}

  /** Skips the calling test, loudly, when there is no Nix. */
  static void required() throws IOException {
    Path program = find();
    Assumptions.assumeTrue(
        program != null, "SKIPPED: no nix-instantiate on the PATH to compare kix with");
  }

  private static @Nullable Path find() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(folder, "nix-instantiate");
      if (!folder.isEmpty() && Files.isExecutable(program) && !isKix(program)) {
        return program;
      }
    }
    return null;
  }

  private static boolean isKix(Path program) {
    try {
      return program.toRealPath().getFileName().toString().equals("kix");
    } catch (IOException e) {
      return true; // a broken link: not Nix
    }
  }

  /** Standard output of {@code nix-instantiate args}; fails the test when Nix fails. */
  static String run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(String.valueOf(find()));
    command.addAll(List.of(args));
    Path err = Files.createTempFile("nix", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().put("NIX_REMOTE", "dummy://");
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("nix-instantiate failed: " + Files.readString(err));
      }
      return out;
    } finally {
      Files.delete(err);
    }
  }
}
