package dev.kix.conformance.launcher;

import dev.kix.conformance.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Runs programs with exactly the environment a test gives them. */
final class Processes {
  private static final int SECONDS = 120;

  private Processes() {}

  /**
   * What a process left.
   *
   * @param code the exit code
   */
  record Ended(int code, String out, String err) {}

  /** A process that was started; its output goes to files, so that it never waits for a reader. */
  record Started(Process process, Path out, Path err) {
    Ended end() throws IOException, InterruptedException {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + SECONDS + " s: " + process.info());
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  static Ended run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return start(folder, environment, command).end();
  }

  static Started start(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    return startWithInput(folder, environment, "", command);
  }

  /** Starts {@code command} in {@code folder} with {@code input} as all of its standard input. */
  static Started startWithInput(
      Path folder, Map<String, String> environment, String input, String... command)
      throws IOException {
    Path in = Files.createTempFile("kix", ".in");
    Path out = Files.createTempFile("kix", ".out");
    Path err = Files.createTempFile("kix", ".err");
    for (Path file : List.of(in, out, err)) {
      file.toFile().deleteOnExit();
    }
    Files.writeString(in, input);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return new Started(builder.start(), out, err);
  }

  /** The jar that this build made; without one the test is skipped, and says so. */
  static Path jar() {
    Path jar = Project.root().resolve("cli/target/kix.jar");
    require(Files.exists(jar), "cli/target/kix.jar, which ./mvnw verify makes first");
    return jar;
  }

  /** Skips the running test, loudly, where {@code what} is not {@code there}. */
  static void require(boolean there, String what) {
    if (!there) {
      System.err.println("WARNING: TEST SKIPPED: there is no " + what);
    }
    Assumptions.assumeTrue(there, "there is no " + what);
  }

  /** The home of an installed JDK with a feature version from {@code least} to {@code most}. */
  static @Nullable Path jdk(int least, int most) {
    try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
      for (Path home : homes.sorted().toList()) {
        int version = version(home);
        if (version >= least && version <= most) {
          return home;
        }
      }
      return null;
    } catch (IOException e) {
      return null; // no such folder on this system
    }
  }

  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(release, StandardCharsets.UTF_8)) {
        if (line.startsWith("JAVA_VERSION=\"")) {
          return Integer.parseInt(
              line.substring("JAVA_VERSION=\"".length()).replaceAll("[^0-9].*", ""));
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
