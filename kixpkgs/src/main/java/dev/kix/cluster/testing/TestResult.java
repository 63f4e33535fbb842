package dev.kix.cluster.testing;

/**
 * How one test ended. Ordinary Java text.
 *
 * @param file the test file, as it was named to the runner
 * @param name the attribute that the test is
 * @param outcome what happened
 * @param detail what was expected and what came; empty when the test passed
 * @param nanos how long it took
 */
public record TestResult(String file, String name, Outcome outcome, String detail, long nanos) {
  /** What happened. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** The snapshot was written because the run accepts what comes. */
    ACCEPTED
  }

  /** A file whose tests could not be run, or not to the end. */
  public static TestResult ofFile(String file, String detail) {
    return new TestResult(file, NixTestFile.WHOLE_FILE, Outcome.FAILED, detail, 0);
  }

  /** Whether the test counts as passed. */
  public boolean ok() {
    return outcome != Outcome.FAILED;
  }
}
