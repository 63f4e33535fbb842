package dev.kix.cluster.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cluster.Activation;
import dev.kix.cluster.ClusterCompiler;
import dev.kix.cluster.ClusterException;
import dev.kix.cluster.ClusterMessage;
import dev.kix.cluster.ClusterSource;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.graph.ResourceNode;
import dev.kix.cluster.testing.TestResult.Outcome;
import dev.kix.interpreter.JavaBuiltins;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.format.JsonReader;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StoreDir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
 * namespace), {@code warnings} and {@code root}. Belongs to the evaluation thread.
 */
public final class NixTests {
  private final EvalState state;
  private final KixLibrary library;
  private final boolean accept;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param accept whether snapshots are written where they differ or are missing
   */
  public NixTests(EvalState state, boolean accept) {
    this.state = state;
    this.library = KixLibrary.of(state);
    this.accept = accept;
  }

  /**
   * The results of a file's tests in the order of their names. A file that cannot be evaluated is
   * one failed test named {@code (file)}.
   *
   * @param file absolute
   * @param shown how results name the file
   */
  public List<TestResult> run(Path file, String shown) {
    List<TestResult> results = new ArrayList<>();
    int depth = state.depth();
    NixAttrs tests;
    try {
      tests = load(file).flatten();
    } catch (EvalException e) {
      results.add(new TestResult(shown, "(file)", Outcome.FAILED, failure(e, depth), 0));
      return results;
    }
    for (int i = 0; i < tests.size(); i++) {
      long start = System.nanoTime();
      String name = Bytes.decode(tests.name(i));
      String detail;
      Outcome outcome;
      try {
        NixAttrs test = state.forceAttrs(tests.value(i), null, "while evaluating a test");
        if (test.has("snapshot")) {
          detail = snapshot(file, name, test);
          outcome = detail == null && accept ? Outcome.ACCEPTED : outcome(detail);
        } else {
          detail = check(test);
          outcome = outcome(detail);
        }
      } catch (EvalException e) {
        detail = failure(e, depth);
        outcome = Outcome.FAILED;
      }
      results.add(
          new TestResult(
              shown, name, outcome, detail == null ? "" : detail, System.nanoTime() - start));
    }
    return results;
  }

  private static Outcome outcome(@Nullable String detail) {
    return detail == null ? Outcome.PASSED : Outcome.FAILED;
  }

  private String failure(EvalException e, int depth) {
    state.restoreDepth(depth);
    if (e.kind().isAboutTheEvaluation()) {
      throw e;
    }
    return Bytes.decode(e.getMessage());
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
    Path folder = parent(file);
    args.put("compile", JavaBuiltins.of("compile", 1, (s, values) -> compile(values[0], folder)));
    args.put("kix", library.kix()).put("lib", library.lib());
    Path packageFile = parent(folder).resolve("default.nix");
    if (Files.exists(packageFile)) {
      args.put("package", state.importer().importFile(Bytes.encode(packageFile.toString())));
    }
    return args.put("packages", library.packages()).build();
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /** Compiles a cluster for a test; its errors are an error of evaluation. */
  private Value compile(Lazy modules, Path folder) {
    List<Lazy> list = new ArrayList<>();
    if (modules.force() instanceof NixList several) {
      for (Lazy module : several.elements()) {
        list.add(module);
      }
    } else {
      list.add(modules);
    }
    ClusterSource source =
        new ClusterSource("test", Bytes.encode(folder.toString()), list, NixAttrs.EMPTY);
    try {
      return value(new ClusterCompiler(state, StoreDir.NIX_STORE).compile(source));
    } catch (ClusterException e) {
      String text = e.getMessage();
      throw new EvalException(ErrorKind.EVAL, Bytes.encode(text == null ? "" : text), null);
    }
  }

  private static Value value(Activation activation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode resources = node.putObject("resources");
    for (ResourceNode resource : activation.graph().nodes().values()) {
      String namespace = resource.id().namespace();
      resources.set(
          resource.id().kind()
              + (namespace == null ? "/" : "/" + namespace + "/")
              + resource.id().name(),
          resource.manifest());
    }
    var warnings = node.putArray("warnings");
    for (ClusterMessage warning : activation.warnings()) {
      warnings.add(warning.text());
    }
    node.put("root", StoreDir.NIX_STORE.print(activation.root()));
    return JsonReader.read(Bytes.encode(node.toString()));
  }

  /** What is wrong, or null. */
  private @Nullable String check(NixAttrs test) {
    Lazy expr = test.get("expr");
    Lazy expectedError = test.get("expectedError");
    Lazy expected = test.get("expected");
    if (expr == null || (expected == null) == (expectedError == null)) {
      return "A test has 'expr' and either 'expected' or 'expectedError', or it has 'snapshot'.";
    }
    if (expectedError != null) {
      return checkError(expr, expectedError);
    }
    JsonNode came = tree(expr);
    JsonNode wanted = tree(expected == null ? expr : expected);
    return came.equals(wanted)
        ? null
        : "expected: " + wanted.toPrettyString() + "\ncame:     " + came.toPrettyString();
  }

  private @Nullable String checkError(Lazy expr, Lazy expectedError) {
    Value v = expectedError.force();
    Lazy pattern = v instanceof NixAttrs attrs ? attrs.get("msg") : v;
    String regex =
        pattern == null
            ? ""
            : Bytes.decode(
                state.forceString(pattern, null, "while evaluating expectedError").value());
    int depth = state.depth();
    try {
      return "expected an error that matches: "
          + regex
          + "\ncame:     "
          + tree(expr).toPrettyString();
    } catch (EvalException e) {
      String message = failure(e, depth);
      return Pattern.compile(regex).matcher(message).find()
          ? null
          : "expected an error that matches: " + regex + "\ncame:     " + message;
    }
  }

  private @Nullable String snapshot(Path file, String name, NixAttrs test) {
    String came = tree(state.attribute(test, "snapshot", "")).toPrettyString() + "\n";
    String stem = String.valueOf(file.getFileName()).replaceFirst("[.]nix$", "");
    Path snapshot = parent(file).resolve("snapshots").resolve(stem + "." + name + ".json");
    try {
      String wanted =
          Files.exists(snapshot) ? Files.readString(snapshot, StandardCharsets.UTF_8) : null;
      if (came.equals(wanted)) {
        return null;
      }
      if (accept) {
        Files.createDirectories(parent(snapshot));
        Files.writeString(snapshot, came, StandardCharsets.UTF_8);
        return null;
      }
      return wanted == null
          ? "there is no snapshot yet: run again with --accept to make it"
          : "expected: "
              + wanted
              + "came:     "
              + came
              + "Run again with --accept if that is right.";
    } catch (IOException e) {
      return "cannot read or write " + snapshot + ": " + e.getMessage();
    }
  }

  /** A value as canonical JSON: keys in order, paths copied nowhere. */
  private JsonNode tree(Lazy lazy) {
    Lazy toJson = state.services().builtins().get("toJSON");
    if (toJson == null) {
      throw new IllegalStateException("there is no builtin toJSON");
    }
    Value text = state.call(toJson.force(), null, lazy);
    try {
      return json.readTree(Bytes.decode(((NixString) text).value()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("builtins.toJSON wrote no JSON", e);
    }
  }
}
