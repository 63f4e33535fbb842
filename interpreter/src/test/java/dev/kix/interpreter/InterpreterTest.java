package dev.kix.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterTest {
  @Test
  void theExampleOfThePackageRuns() {
    try (Interpreter nix = Interpreter.builder().build()) {
      long sum = nix.evaluate("builtins.foldl' (a: b: a + b) 0 [ 1 2 3 ]").asLong();
      assertThat(sum).isEqualTo(6);
    }
  }

  @Test
  void theExampleOfTheClassRuns(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.nix"), "{ servers = { port = builtins.double 21; }; }");
    try (Interpreter nix =
        Interpreter.builder()
            .permissions(Permissions.reading(folder))
            .limits(Limits.standard().withWallClock(Duration.ofSeconds(10)))
            .builtin("double", 1, (state, args) -> 2 * state.forceInt(args[0], null, ""))
            .build()) {
      JsonNode json = nix.evaluateFile(folder.resolve("config.nix")).get("servers").toJson();
      assertThat(json.get("port").asInt()).isEqualTo(42);
    }
  }

  @Test
  void valuesConvertBothWays() {
    try (Interpreter nix = Interpreter.builder().build()) {
      EvalResult f =
          nix.evaluate("{ name, sizes }: { inherit name; total = builtins.length sizes; }");
      Object java = f.call(Map.of("name", "m\u00fcsli", "sizes", List.of(1, 2.5, true))).toJava();
      assertThat(java).isEqualTo(Map.of("name", "m\u00fcsli", "total", 3L));
    }
  }

  @Test
  void filesAreRefusedUnlessAllowed(@TempDir Path folder) throws IOException {
    Path secret = folder.resolve("secret.nix");
    Files.writeString(secret, "1");
    try (Interpreter nix = Interpreter.builder().build()) {
      assertThatThrownBy(() -> nix.evaluateFile(secret))
          .isInstanceOfSatisfying(
              EvalException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESTRICTED));
    }
  }

  @Test
  void aRunawayEvaluationEndsAtTheLimitAndTheInterpreterGoesOn() {
    try (Interpreter nix =
        Interpreter.builder()
            .limits(Limits.standard().withWallClock(Duration.ofMillis(200)))
            .build()) {
      assertThatThrownBy(() ->
              nix.evaluate(
                  "builtins.genericClosure {"
                      + " startSet = [ { key = 0; } ]; operator = x: [ { key = x.key + 1; } ]; }"))
          .isInstanceOfSatisfying(
              EvalException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT));
      assertThat(nix.evaluate("1 + 1").asLong()).isEqualTo(2);
    }
  }

  @Test
  void deepRecursionIsACleanError() {
    try (Interpreter nix = Interpreter.builder().build()) {
      assertThatThrownBy(() -> nix.evaluate("let f = n: 1 + f (n + 1); in f 0"))
          .isInstanceOf(EvalException.class)
          .hasMessage("stack overflow; max-call-depth exceeded");
      assertThat(nix.evaluate("let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 9000").asLong())
          .isEqualTo(9000);
    }
  }

  @Test
  void manyThreadsShareOneInterpreter() throws InterruptedException, ExecutionException {
    try (Interpreter nix = Interpreter.builder().build();
        ExecutorService pool = Executors.newFixedThreadPool(4)) {
      EvalResult f = nix.evaluate("n: builtins.foldl' (a: b: a + b) 0 (builtins.genList (x: x) n)");
      List<Future<Long>> sums = new java.util.ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int n = i;
        sums.add(pool.submit(() -> f.call(n).asLong()));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(sums.get(i).get()).isEqualTo((long) i * (i - 1) / 2);
      }
    }
  }

  @Test
  void functionsAreForcedDeeplyToo() {
    try (Interpreter nix = Interpreter.builder().build()) {
      assertThat(nix.evaluate("{ f = x: x; n = 1 + 1; }").forceDeeply().print())
          .isEqualTo("{ f = «lambda f @ «string»:1:7»; n = 2; }");
    }
  }

  @Test
  void aResultBelongsToItsInterpreter() {
    try (Interpreter one = Interpreter.builder().build();
        Interpreter other = Interpreter.builder().build()) {
      EvalResult f = one.evaluate("x: x");
      EvalResult foreign = other.evaluate("1");
      assertThatThrownBy(() -> f.call(foreign)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
