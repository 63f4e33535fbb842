package dev.kix.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit ends an evaluation with one clean error, and the interpreter goes on. */
@Timeout(60)
class LimitsTest {
  /** Programs that never end, each busy in another part of the evaluator. */
  static List<String> endless() {
    return List.of(
        "let f = n: if n < 0 then n else f (n + 1); in builtins.foldl' (a: n: a + n) 0"
            + " (builtins.genList (i: builtins.foldl' (a: b: a + b) 0 (builtins.genList (x: x)"
            + " 10000)) 1000000)",
        "builtins.genericClosure { startSet = [ { key = 0; } ];"
            + " operator = x: [ { key = x.key + 1; } ]; }",
        "builtins.sort (a: b: builtins.foldl' (x: y: true) true (builtins.genList (i: i) 1000))"
            + " (builtins.genList (i: i) 1000000)",
        "builtins.filter (i: builtins.length (builtins.genList (x: x) 1000) < 0)"
            + " (builtins.genList (i: i) 10000000)",
        "let loop = n: if builtins.foldl' (a: b: b) n (builtins.genList (x: x) 1000) == n then loop n"
            + " else builtins.seq (builtins.deepSeq (builtins.genList (i: i) 100000) n) (builtins.tryEval"
            + " (builtins.foldl' (a: b: builtins.deepSeq (builtins.genList (i: i * b) 1000) b) 0"
            + " (builtins.genList (i: i) 1000000))); in loop 7");
  }

  private static EvalException failure(Interpreter nix, String program) {
    return catchThrowableOfType(EvalException.class, () -> nix.evaluate(program).forceDeeply());
  }

  private static void goesOn(Interpreter nix) {
    assertThat(nix.evaluate("builtins.foldl' (a: b: a + b) 0 [ 1 2 3 ]").asLong()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("endless")
  void time(String program) {
    Limits limits = Limits.standard().withWallClock(Duration.ofMillis(100));
    try (Interpreter nix = Interpreter.builder().limits(limits).build()) {
      EvalException e = failure(nix, program);
      assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
      assertThat(e).hasMessage("the evaluation took longer than the limit of 100 ms");
      goesOn(nix);
    }
  }

  @ParameterizedTest
  @MethodSource("endless")
  void allocation(String program) {
    Limits limits = Limits.standard().withAllocationBytes(20_000_000);
    try (Interpreter nix = Interpreter.builder().limits(limits).build()) {
      EvalException e = failure(nix, program);
      assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
      assertThat(e).hasMessage("the evaluation allocated more than the limit of 20000000 bytes");
      goesOn(nix);
    }
  }

  @ParameterizedTest
  @MethodSource("endless")
  void cancellation(String program) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    try (Interpreter nix = Interpreter.builder().messages(line -> begun.countDown()).build()) {
      Thread canceller =
          new Thread(() -> {
            try {
              begun.await();
              Thread.sleep(50);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            nix.cancel();
          });
      canceller.start();
      EvalException e = failure(nix, "builtins.trace \"begun\" (" + program + ")");
      canceller.join();
      assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
      assertThat(e).hasMessage("the evaluation was cancelled");
      goesOn(nix);
    }
  }

  @Test
  void interruptingTheCallerCancels() throws InterruptedException {
    try (Interpreter nix = Interpreter.builder().build()) {
      EvalException[] failure = new EvalException[1];
      Thread caller = new Thread(() -> failure[0] = failure(nix, endless().get(1)));
      caller.start();
      Thread.sleep(50);
      caller.interrupt();
      caller.join();
      assertThat(failure[0].kind()).isEqualTo(ErrorKind.CANCELLED);
      goesOn(nix);
    }
  }

  @Test
  void interruptingAWaitingCallerEndsItsEvaluationAndNoOther() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Interpreter nix =
        Interpreter.builder()
            .builtin(
                "wait",
                1,
                (state, args) -> {
                  begun.countDown();
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  return args[0];
                })
            .build()) {
      long[] first = new long[1];
      Thread running = new Thread(() -> first[0] = nix.evaluate("builtins.wait 1 + 1").asLong());
      running.start();
      begun.await();
      EvalException[] second = new EvalException[1];
      Thread waiting = new Thread(() -> second[0] = failure(nix, "3"));
      waiting.start();
      Thread.sleep(20);
      waiting.interrupt();
      waiting.join();
      go.countDown();
      running.join();
      assertThat(second[0].kind()).isEqualTo(ErrorKind.CANCELLED);
      assertThat(first[0]).isEqualTo(2);
    }
  }

  @Test
  void closingEndsWhatRunsAndWhatWaits() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Interpreter nix = Interpreter.builder().messages(line -> begun.countDown()).build();
    EvalException[] failures = new EvalException[2];
    Thread running =
        new Thread(
            () -> failures[0] = failure(nix, "builtins.trace \"\" (" + endless().get(1) + ")"));
    running.start();
    begun.await();
    Thread waiting = new Thread(() -> failures[1] = failure(nix, "1"));
    waiting.start();
    Thread.sleep(20);
    nix.close();
    running.join();
    waiting.join();
    assertThat(failures).allMatch(e -> e.kind() == ErrorKind.CANCELLED);
    assertThatThrownBy(() -> nix.evaluate("1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void limitsMayBeBeyondAllMeasure() {
    Limits limits =
        Limits.standard()
            .withAllocationBytes(Long.MAX_VALUE)
            .withWallClock(ChronoUnit.FOREVER.getDuration());
    try (Interpreter nix = Interpreter.builder().limits(limits).build()) {
      assertThat(nix.evaluate("builtins.length (builtins.genList (x: x) 3000000)").asLong())
          .isEqualTo(3_000_000);
    }
    assertThatThrownBy(() -> Limits.standard().withWallClock(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasInterruptedIsNotRememberedAsFailed() {
    CountDownLatch first = new CountDownLatch(1);
    try (Interpreter nix =
        Interpreter.builder()
            .builtin(
                "cancelOnce",
                1,
                (state, args) -> {
                  if (first.getCount() > 0) {
                    first.countDown();
                    state.interrupt(
                        new EvalException(
                            ErrorKind.CANCELLED, "the evaluation was cancelled", null));
                  }
                  return state.force(args[0], null);
                })
            .build()) {
      EvalResult set = nix.evaluate("{ x = builtins.cancelOnce ((a: a + 1) 41); }");
      EvalException e = catchThrowableOfType(EvalException.class, () -> set.get("x").forceDeeply());
      assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
      assertThat(set.get("x").asLong()).isEqualTo(42);
    }
  }

  /** Programs that nest, each by another construct, with the limit at which Nix gives up. */
  static Stream<String> nested() {
    return Stream.of(
        "let f = n: 1 + f (n + 1); in f 0",
        "let x = { y = x; }; in x == { y = x // { z = 1; }; } || builtins.deepSeq x (let f = n: [ (f (n + 1)) ];"
            + " in builtins.deepSeq (f 0) 1)",
        "let f = n: { a = f (n + 1); }; in builtins.toJSON (f 0)",
        "let f = n: \"${f (n + 1)}\"; in f 0",
        "let f = n: builtins.map (x: f (n + 1)) [ 1 ]; in builtins.deepSeq (f 0) 1",
        "let a = builtins.foldl' (acc: x: y: acc (y + x)) (y: y) (builtins.genList (x: x) 100000);"
            + " in a 1");
  }

  @ParameterizedTest
  @MethodSource("nested")
  void callDepth(String program) {
    try (Interpreter nix =
        Interpreter.builder().limits(Limits.standard().withCallDepth(500)).build()) {
      EvalException e = failure(nix, program);
      assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
      assertThat(e).hasMessage("stack overflow; max-call-depth exceeded");
      goesOn(nix);
    }
  }

  @ParameterizedTest
  @MethodSource("nested")
  void stack(String program) {
    Limits limits = Limits.standard().withStackBytes(1 << 20).withCallDepth(1_000_000_000);
    try (Interpreter nix = Interpreter.builder().limits(limits).build()) {
      EvalException e = failure(nix, program);
      assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
      assertThat(e).hasMessage("stack overflow; the expression is nested too deeply");
      goesOn(nix);
    }
  }

  @Test
  void tryEvalCatchesNoLimit() {
    Limits limits = Limits.standard().withWallClock(Duration.ofMillis(100));
    try (Interpreter nix = Interpreter.builder().limits(limits).build()) {
      EvalException e = failure(nix, "builtins.tryEval (" + endless().get(1) + ")");
      assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
      goesOn(nix);
    }
  }
}
