package dev.kix.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The tests below a folder, for a test factory:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> packages() {
 *   return KixTests.below(Path.of("packages"));
 * }
 * }</pre>
 *
 * <p>Test files are read when the factory runs, each test when its turn comes, on the evaluation
 * thread of one interpreter that ends with the stream. The tests may read any file and no
 * environment variable. Thread-safe: tests that run at the same time take turns.
 */
public final class KixTests {
  /** The system property that makes tests write the snapshots that differ. */
  public static final String ACCEPT = "kix.accept";

  private KixTests() {}

  /**
   * The tests below a folder, a container a file.
   *
   * @throws AssertionError if there are none
   */
  public static Stream<DynamicNode> below(Path folder) {
    return below(folder, "");
  }

  /**
   * The tests below a folder that match.
   *
   * @param filter a regular expression, found anywhere in {@code FILE: TEST}
   * @throws AssertionError if there are none
   * @throws java.util.regex.PatternSyntaxException if {@code filter} is no regular expression
   */
  public static Stream<DynamicNode> below(Path folder, String filter) {
    TestSet tests = TestSet.open(folder, filter);
    List<TestSet.Case> cases = tests.cases();
    List<DynamicNode> files = new ArrayList<>();
    List<DynamicTest> ofFile = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      TestSet.Case test = cases.get(i);
      ofFile.add(DynamicTest.dynamicTest(test.name, test.path.toUri(), test::run));
      if (i + 1 == cases.size() || !cases.get(i + 1).shown.equals(test.shown)) {
        files.add(
            DynamicContainer.dynamicContainer(
                test.shown, test.path.toUri(), List.copyOf(ofFile).stream()));
        ofFile.clear();
      }
    }
    return files.stream().onClose(tests::close);
  }
}
