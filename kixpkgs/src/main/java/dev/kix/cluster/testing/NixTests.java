package dev.kix.cluster.testing;

import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.SourcePaths;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs test files. A test file is a set of tests, or a function of {@code lib}, {@code kix}, {@code
 * packages}, {@code package} (the package beside the folder {@code tests}) and {@code compile} to
 * one. A test is a set:
 *
 * <ul>
 *   <li>{@code { expr; expected; }}: the two have the same JSON;
 *   <li>{@code { expr; expectedError; }}: evaluating {@code expr} fails, and the message matches
 *       the regular expression {@code expectedError} (or {@code expectedError.msg}) somewhere;
 *   <li>{@code { snapshot; }}: the value's JSON is what {@code tests/snapshots/FILE.TEST.json} has.
 * </ul>
 *
 * <p>{@code compile MODULE} (or a list of modules) compiles a cluster named {@code test} and
 * returns {@code resources} by {@code "KIND/NAMESPACE/NAME"} ({@code "KIND/NAME"} where there is no
 * namespace), {@code warnings}, {@code notes} (findings that an exception lets pass) and {@code
 * root}. Belongs to the evaluation thread.
 */
public final class NixTests {
  private final EvalState state;
  private final KixLibrary library;
  private final boolean accept;

  /**
   * @param accept whether snapshots are written where they differ or are missing
   */
  public NixTests(EvalState state, boolean accept) {
    this.state = state;
    this.library = KixLibrary.of(state);
    this.accept = accept;
  }

  /**
   * The tests of a file, none of them run yet.
   *
   * @param file absolute
   * @param shown how results name the file
   */
  public NixTestFile open(Path file, String shown) {
    String root = Bytes.encode(packageFolder(file).toString());
    return new NixTestFile(
        state,
        new EvalErrors(new SourcePaths(root)),
        shown,
        new Snapshots(file, accept),
        () -> load(file));
  }

  /** The results of a file's tests in the order of their names. */
  public List<TestResult> run(Path file, String shown) {
    NixTestFile tests = open(file, shown);
    List<TestResult> results = new ArrayList<>();
    for (String name : tests.names()) {
      results.add(tests.run(name));
    }
    return results;
  }

  private NixAttrs load(Path file) {
    Value v = state.importer().importFile(Bytes.encode(file.toString()));
    if (v instanceof NixFunction) {
      v = state.call(v, null, arguments(file));
    }
    return state.forceAttrs(v, null, "while evaluating a test file");
  }

  private NixAttrs arguments(Path file) {
    AttrsBuilder args = new AttrsBuilder(5);
    Path folder = packageFolder(file);
    args.put(
        "compile",
        JavaBuiltins.of(
            "compile", 1, (s, values) -> TestCompiler.compile(state, values[0], folder)));
    args.put("kix", library.kix()).put("lib", library.lib());
    Path packageFile = folder.resolve("default.nix");
    if (Files.exists(packageFile)) {
      args.put("package", state.importer().importFile(Bytes.encode(packageFile.toString())));
    }
    return args.put("packages", library.packages()).build();
  }

  /** The folder that {@code tests} is in. */
  private static Path packageFolder(Path file) {
    Path tests = file.getParent();
    Path folder = tests == null ? null : tests.getParent();
    return folder == null ? file : folder;
  }
}
