package dev.kix.junit;

import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.testing.NixTestFile;
import dev.kix.cluster.testing.NixTests;
import dev.kix.cluster.testing.TestFiles;
import dev.kix.cluster.testing.TestResult;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Permissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The tests below a folder, and the interpreter that runs them; close it when all have run. */
final class TestSet implements AutoCloseable {
  private final Interpreter interpreter;
  private final List<Case> cases = new ArrayList<>();

  /** One test, not run yet. */
  static final class Case {
    private final Interpreter interpreter;
    private final NixTestFile file;
    final Path path;
    final String shown;
    final String name;

    private Case(Interpreter interpreter, NixTestFile file, Path path, String shown, String name) {
      this.interpreter = interpreter;
      this.file = file;
      this.path = path;
      this.shown = shown;
      this.name = name;
    }

    String displayName() {
      return shown + ": " + name;
    }

    /**
     * Runs it.
     *
     * @throws AssertionError if it fails
     */
    TestResult run() {
      TestResult result = interpreter.run(state -> file.run(name));
      if (!result.ok()) {
        throw new AssertionError(displayName() + "\n" + result.detail());
      }
      return result;
    }
  }

  private TestSet(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * Reads the test files.
   *
   * @throws AssertionError if there are no tests
   * @throws java.util.regex.PatternSyntaxException if {@code filter} is no regular expression
   */
  static TestSet open(Path given, String filter) {
    Path folder = given.toAbsolutePath().normalize();
    if (!Files.exists(folder)) {
      throw new AssertionError("There is no folder " + folder + ".");
    }
    Pattern pattern = Pattern.compile(filter);
    boolean accept = Boolean.getBoolean(KixTests.ACCEPT);
    TestSet tests =
        new TestSet(
            KixLibrary.install(Interpreter.builder())
                .permissions(new Permissions(null, Map.of(), true, true))
                .bareWildcards(true)
                .build());
    try {
      for (Path file : TestFiles.below(folder)) {
        tests.add(file, TestFiles.shown(folder, file), pattern, accept);
      }
      if (tests.cases.isEmpty()) {
        throw new AssertionError(
            filter.isEmpty()
                ? "There are no tests below "
                    + folder
                    + ": a test is an attribute of tests/NAME.nix."
                : "No test below " + folder + " matches '" + filter + "'.");
      }
      return tests;
    } catch (IOException e) {
      tests.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      tests.close();
      throw e;
    }
  }

  private void add(Path file, String shown, Pattern filter, boolean accept) {
    NixTestFile tests = interpreter.run(state -> new NixTests(state, accept).open(file, shown));
    for (String name : tests.names()) {
      Case test = new Case(interpreter, tests, file, shown, name);
      if (name.equals(NixTestFile.WHOLE_FILE) || filter.matcher(test.displayName()).find()) {
        cases.add(test);
      }
    }
  }

  List<Case> cases() {
    return cases;
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
