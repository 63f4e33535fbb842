package dev.kix.cluster.helm;

import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.util.List;

/** A chart that cannot be rendered. */
public final class ChartException extends Exception {
  private static final long serialVersionUID = 1;

  private final String words;
  private final transient List<ValueProblem> problems;

  /**
   * A value that the chart does not take.
   *
   * @param path the names that lead to it
   * @param words what is wrong with it
   */
  public record ValueProblem(List<String> path, String words) {}

  /**
   * @param words what is wrong and what to do, as ordinary Java text, without {@code error:}
   */
  public ChartException(String words) {
    this(words, List.of());
  }

  /**
   * @param problems what the chart's schema says of the values
   */
  public ChartException(String words, List<ValueProblem> problems) {
    super(words);
    this.words = words;
    this.problems = List.copyOf(problems);
  }

  /** A file that cannot be read or written: what was being done, which file, and why not. */
  public static ChartException of(String doing, IOException cause) {
    return new ChartException(doing + ": " + Bytes.decode(IoErrors.describe(cause)));
  }

  @Override
  public String getMessage() {
    return words;
  }

  public List<ValueProblem> problems() {
    return problems;
  }
}
