package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.testing.NixTestFile;
import dev.kix.cluster.testing.NixTests;
import dev.kix.cluster.testing.TestFiles;
import dev.kix.cluster.testing.TestResult;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.CodeCache;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.DiskTree;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Runs the tests of packages: every {@code tests/*.nix} below a folder. */
public final class RunTests {
  /**
   * What to do.
   *
   * @param folder where to look, or a test file
   * @param filter a regular expression that {@code FILE: TEST} must match somewhere, or null
   * @param accept whether snapshots are written
   * @param json whether the results are JSON instead of TAP
   * @param junit a file for JUnit XML, or null
   * @param jobs how many files are tested at a time, at least 1
   */
  public record Request(
      EvaluationSetup setup,
      String folder,
      @Nullable String filter,
      boolean accept,
      boolean json,
      @Nullable String junit,
      int jobs) {}

  /** How a file went; {@code orphans} are paths of snapshots without a test. */
  private record FileResults(List<TestResult> results, List<String> orphans) {}

  private final Console console;

  public RunTests(Console console) {
    this.console = console;
  }

  /** What lies where something does not. */
  private static List<String> neighbours(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    try {
      return DiskTree.entries(parent == null ? path : parent).stream()
          .map(FileNames::name)
          .map(Bytes::decode)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Runs the tests and prints how they ended.
   *
   * @return 0 when all passed, else 1
   */
  public int run(Request request) throws IOException {
    Path folder = console.resolve(request.folder());
    if (!Files.exists(folder)) {
      throw new CliException(
          "there is no file or folder '" + request.folder() + "'",
          Suggestions.sentence(request.folder(), neighbours(folder)));
    }
    List<Path> files = TestFiles.below(folder);
    if (files.isEmpty()) {
      throw new CliException(
          "there are no tests below '" + request.folder() + "'",
          "A test is an attribute of tests/NAME.nix: { expr = 1 + 1; expected = 2; }");
    }
    Predicate<String> filter = filter(request.filter());
    List<TestResult> results = new ArrayList<>();
    List<String> orphans = new ArrayList<>();
    for (FileResults file : runAll(request, folder, files, filter)) {
      results.addAll(file.results());
      orphans.addAll(file.orphans());
    }
    if (results.isEmpty() && request.filter() == null) {
      throw new CliException(
          "the test files below '" + request.folder() + "' are empty",
          "A test is an attribute of tests/NAME.nix: { expr = 1 + 1; expected = 2; }");
    }
    if (results.isEmpty()) {
      throw new CliException(
          "no test matches '" + request.filter() + "'",
          "The filter is a regular expression, found anywhere in 'FILE: TEST'.");
    }
    String junit = request.junit();
    if (junit != null) {
      Files.writeString(console.resolve(junit), TestReport.junit(results), StandardCharsets.UTF_8);
    }
    console.out(
        request.json() ? TestReport.json(results, orphans) : TestReport.tap(results, orphans));
    return results.stream().allMatch(TestResult::ok) ? 0 : 1;
  }

  private static Predicate<String> filter(@Nullable String regex) {
    if (regex == null) {
      return name -> true;
    }
    try {
      return Pattern.compile(regex).asPredicate();
    } catch (PatternSyntaxException e) {
      throw new CliException(
          "'" + regex + "' is no regular expression: " + e.getDescription(),
          "Write a backslash before a character that is meant as it is.");
    }
  }

  /**
   * The files' results in the order of the files. Where several are tested at a time, each has an
   * interpreter of its own, and only parsed code is shared.
   */
  private List<FileResults> runAll(
      Request request, Path folder, List<Path> files, Predicate<String> filter) {
    CodeCache code = new CodeCache();
    int jobs = Math.min(request.jobs(), files.size());
    if (jobs == 1) {
      List<FileResults> out = new ArrayList<>();
      try (NixSession session = open(request, code)) {
        files.forEach(file -> out.add(runFile(session, request, folder, file, filter)));
      }
      return out;
    }
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<FileResults>> running = new ArrayList<>();
      for (Path file : files) {
        running.add(
            workers.submit(() -> {
              try (NixSession session = open(request, code)) {
                return runFile(session, request, folder, file, filter);
              }
            }));
      }
      List<FileResults> out = new ArrayList<>();
      for (Future<FileResults> future : running) {
        out.add(await(future));
      }
      return out;
    } finally {
      workers.shutdownNow();
    }
  }

  private static FileResults await(Future<FileResults> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private NixSession open(Request request, CodeCache code) {
    return NixSession.open(
        request.setup(),
        console,
        builder -> KixLibrary.install(builder).bareWildcards(true).code(code));
  }

  private static FileResults runFile(
      NixSession session, Request request, Path folder, Path file, Predicate<String> filter) {
    String shown = TestFiles.shown(folder, file);
    List<TestResult> results = new ArrayList<>();
    try {
      return session.run(state -> {
        NixTestFile tests = new NixTests(state, request.accept()).open(file, shown);
        for (String name : tests.names()) {
          if (name.equals(NixTestFile.WHOLE_FILE) || filter.test(shown + ": " + name)) {
            results.add(tests.run(name));
          }
        }
        try {
          String parent = shown.substring(0, shown.lastIndexOf('/') + 1);
          return new FileResults(
              results, tests.orphans().stream().map(o -> parent + "snapshots/" + o).toList());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (EvalException e) {
      if (e.kind() != ErrorKind.LIMIT) {
        throw e;
      }
      // Out of stack or memory: this file's fault, and not the end of the others.
      results.add(TestResult.ofFile(shown, Bytes.decode(e.getMessage())));
      return new FileResults(results, List.of());
    }
  }
}
