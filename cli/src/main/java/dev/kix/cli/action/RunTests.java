package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.testing.NixTests;
import dev.kix.cluster.testing.TestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the tests of packages: every {@code tests/*.nix} below a folder. */
public final class RunTests {
  private static final Set<String> SKIPPED = Set.of("result", "target", "node_modules");

  /**
   * What to do.
   *
   * @param folder where to look, or a test file
   * @param accept whether snapshots are written
   * @param json whether the results are JSON instead of TAP
   * @param junit a file for JUnit XML, or null
   */
  public record Request(
      EvaluationSetup setup, String folder, boolean accept, boolean json, @Nullable String junit) {}

  private final Console console;

  public RunTests(Console console) {
    this.console = console;
  }

  /**
   * Runs the tests and prints how they ended.
   *
   * @return 0 when all passed, else 1
   */
  public int run(Request request) throws IOException {
    Path folder = console.resolve(request.folder());
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new CliException(
          "there are no tests below '" + request.folder() + "'",
          "A test is an attribute of tests/NAME.nix: { expr = 1 + 1; expected = 2; }");
    }
    List<TestResult> results = new ArrayList<>();
    try (NixSession session =
        NixSession.open(
            request.setup(), console, builder -> KixLibrary.install(builder).bareWildcards(true))) {
      session.run(state -> {
        NixTests tests = new NixTests(state, request.accept());
        for (Path file : files) {
          results.addAll(tests.run(file, shown(folder, file)));
        }
        return results;
      });
    }
    String junit = request.junit();
    if (junit != null) {
      Files.writeString(console.resolve(junit), TestReport.junit(results), StandardCharsets.UTF_8);
    }
    console.out(request.json() ? TestReport.json(results) : TestReport.tap(results));
    return results.stream().allMatch(TestResult::ok) ? 0 : 1;
  }

  private static String shown(Path folder, Path file) {
    String relative = folder.relativize(file).toString();
    return relative.isEmpty() ? String.valueOf(file.getFileName()) : relative;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new CliException("there is no folder '" + folder + "'");
    }
    List<Path> found = new ArrayList<>();
    collect(folder, found);
    return found;
  }

  private static void collect(Path folder, List<Path> found) throws IOException {
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries = list.sorted().toList();
    }
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
        if (!name.startsWith(".") && !SKIPPED.contains(name)) {
          collect(entry, found);
        }
      } else if (name.endsWith(".nix") && folder.endsWith("tests")) {
        found.add(entry);
      }
    }
  }
}
