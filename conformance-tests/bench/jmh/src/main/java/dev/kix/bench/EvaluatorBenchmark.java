package dev.kix.bench;

import dev.kix.grammar.Origin;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.EvalResult;
import dev.kix.interpreter.Interpreter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One hot path each, as a fold over {@value #STEPS} numbers: nanoseconds a step. Subtract {@code
 * loop}, which does nothing but fold, to see the path alone. The text is analysed once; every
 * invocation evaluates it anew.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn128m"})
@State(Scope.Benchmark)
public class EvaluatorBenchmark {
  private static final int STEPS = 10_000;

  /** What is done at each step of the fold. */
  public enum Path {
    /** The fold itself: a call of two arguments and an addition. */
    LOOP("", "a + i"),
    /** A select that finds its name where it found it last. */
    SELECT("s = { x = 1; y = 2; z = 3; };", "a + s.y"),
    /** A select along a path with a default that is taken. */
    SELECT_OR("s = { x.y = 1; };", "a + (s.x.z or 1)"),
    /** A call of a function of one plain argument. */
    CALL("f = x: x;", "a + f i"),
    /** A call of a function with a set pattern, a default and an ellipsis. */
    CALL_FORMALS("f = { x, y ? 1, ... }: x + y;", "a + f { x = i; z = 0; }"),
    /** A thunk that is made and forced. */
    FORCE("", "let t = i + 1; in a + t"),
    /** {@code //} of two small sets, with one select so that it is evaluated. */
    UPDATE("s = { x = 1; y = 2; };", "a + (s // { y = i; z = 3; }).y"),
    /** Two strings and a number become one string. */
    CONCAT("", "a + builtins.stringLength \"pkg-${toString i}-1.0\""),
    /** A list of three, and its length. */
    LIST("", "a + builtins.length [ a i 1 ]");

    private final String text;

    Path(String bindings, String step) {
      text =
          "let "
              + bindings
              + " in builtins.foldl' (a: i: "
              + step
              + ") 0 (builtins.genList (i: i) "
              + STEPS
              + ")";
    }
  }

  @Param public Path path = Path.LOOP;

  private final SourceFile warm = new SourceFile(Origin.string(), "1 + 1");
  private SourceFile source = warm;
  private Interpreter interpreter = Interpreter.builder().build();

  @Setup(Level.Trial)
  public void start() {
    interpreter = Interpreter.builder().build();
    interpreter.evaluate(warm, "/");
    source = new SourceFile(Origin.string(), path.text);
  }

  @TearDown(Level.Trial)
  public void stop() {
    interpreter.close();
  }

  @Benchmark
  @OperationsPerInvocation(STEPS)
  public EvalResult step() {
    return interpreter.evaluate(source, "/");
  }
}
