package dev.kix.cluster.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.cluster.EvalErrors;
import dev.kix.cluster.testing.TestResult.Outcome;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The tests of one file, by name. Belongs to the evaluation thread. */
public final class NixTestFile {
  /** The name of the test that stands for a file which cannot be evaluated. */
  public static final String WHOLE_FILE = "(file)";

  private final EvalState state;
  private final EvalErrors errors;
  private final String shown;
  private final Snapshots snapshots;
  private final Map<String, Lazy> tests = new LinkedHashMap<>();
  private final @Nullable String broken;
  private final ObjectMapper json = new ObjectMapper();

  NixTestFile(
      EvalState state,
      EvalErrors errors,
      String shown,
      Snapshots snapshots,
      Supplier<NixAttrs> load) {
    this.state = state;
    this.errors = errors;
    this.shown = shown;
    this.snapshots = snapshots;
    String failure = null;
    int depth = state.depth();
    try {
      NixAttrs attrs = load.get().flatten();
      for (int i = 0; i < attrs.size(); i++) {
        tests.put(Bytes.decode(attrs.name(i)), attrs.value(i));
      }
    } catch (EvalException e) {
      failure = failure(e, depth);
    }
    this.broken = failure;
  }

  /**
   * The names of the tests, in the order of the language: by bytes. A file that cannot be evaluated
   * has one, {@value #WHOLE_FILE}, which fails.
   */
  public List<String> names() {
    return broken == null ? List.copyOf(tests.keySet()) : List.of(WHOLE_FILE);
  }

  /**
   * Runs a test.
   *
   * @throws EvalException only when the run is cancelled, or out of memory or stack
   */
  public TestResult run(String name) {
    if (broken != null) {
      return TestResult.ofFile(shown, broken);
    }
    Lazy lazy = tests.get(name);
    if (lazy == null) {
      throw new IllegalArgumentException("no test '" + name + "' in " + shown);
    }
    long start = System.nanoTime();
    Snapshots.Verdict verdict;
    int depth = state.depth();
    try {
      NixAttrs test = state.forceAttrs(lazy, null, "while evaluating a test");
      verdict =
          test.has("snapshot")
              ? snapshots.compare(name, tree(state.attribute(test, "snapshot", "")))
              : verdict(check(test));
    } catch (EvalException e) {
      verdict = verdict(failure(e, depth));
    }
    return new TestResult(
        shown, name, verdict.outcome(), verdict.detail(), System.nanoTime() - start);
  }

  /** The file names of snapshots that belong to no test of this file any more. */
  public List<String> orphans() throws IOException {
    List<String> names = new ArrayList<>();
    if (broken == null) {
      snapshots
          .orphans(new TreeSet<>(tests.keySet()))
          .forEach(p -> names.add(String.valueOf(p.getFileName())));
    }
    return names;
  }

  private static Snapshots.Verdict verdict(@Nullable String wrong) {
    return wrong == null
        ? new Snapshots.Verdict(Outcome.PASSED, "")
        : new Snapshots.Verdict(Outcome.FAILED, wrong);
  }

  private String failure(EvalException e, int depth) {
    state.restoreDepth(depth);
    if (e.kind() == ErrorKind.CANCELLED) {
      throw e;
    }
    return errors.describe(state, e);
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
    if (came.equals(wanted)) {
      return null;
    }
    return came.isContainerNode() && wanted.isContainerNode()
        ? JsonDifference.between(wanted, came)
        : "expected: " + wanted.toPrettyString() + "\ncame:     " + came.toPrettyString();
  }

  private @Nullable String checkError(Lazy expr, Lazy expectedError) {
    Pattern pattern = pattern(expectedError);
    String expectation = "expected an error that matches: " + pattern + "\ncame:     ";
    int depth = state.depth();
    try {
      return expectation + tree(expr).toPrettyString();
    } catch (EvalException e) {
      Matcher matcher = pattern.matcher(failure(e, depth));
      return matcher.find() || matcher.reset(Bytes.decode(e.getMessage())).find()
          ? null
          : expectation + errors.describe(state, e);
    }
  }

  private Pattern pattern(Lazy expectedError) {
    Value v = expectedError.force();
    Lazy text = v instanceof NixAttrs attrs ? attrs.get("msg") : v;
    String regex =
        text == null
            ? ""
            : Bytes.decode(state.forceString(text, null, "while evaluating expectedError").value());
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      // What was meant is a piece of the message with a bracket in it.
      return Pattern.compile(Pattern.quote(regex));
    }
  }

  /** A value as JSON, as {@code builtins.toJSON} has it. */
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
