package dev.kix.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.grammar.Origin;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.CodeCache;
import dev.kix.interpreter.eval.EvalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evaluators share parsed code, and nothing else. */
@Timeout(60)
class SharedCodeTest {
  private static SourceFile source() {
    return new SourceFile(Origin.file("/x.nix"), "let f = n: n + builtins.currentTime; in f 1");
  }

  @Test
  void twoEvaluatorsHaveTheSameCodeObject() {
    CodeCache shared = new CodeCache();
    try (Interpreter a = Interpreter.builder().code(shared).build();
        Interpreter b = Interpreter.builder().code(shared).build();
        Interpreter other = Interpreter.builder().build()) {
      Object code = a.services().load(source(), "/");
      assertThat(b.services().load(source(), "/")).isSameAs(code);
      assertThat(other.services().load(source(), "/")).isNotSameAs(code);
    }
  }

  @Test
  void codeIsSharedOnlyWhereItMeansTheSame() {
    CodeCache shared = new CodeCache();
    EvalSettings pure = EvalSettings.builder().pureEval(true).build();
    try (Interpreter a = Interpreter.builder().code(shared).build();
        Interpreter b = Interpreter.builder().code(shared).settings(pure).build();
        Interpreter c = Interpreter.builder().code(shared).global("further", 1).build()) {
      Object code = a.services().load(source(), "/");
      // Pure evaluation has other global names, and so has an embedder's.
      assertThat(b.services().load(source(), "/")).isNotSameAs(code);
      assertThat(c.services().load(source(), "/")).isNotSameAs(code);
      assertThat(a.services().load(source(), "/folder")).isNotSameAs(code);
    }
  }

  @Test
  void theSameCodeSeesEachEvaluatorsOwnWorld() {
    CodeCache shared = new CodeCache();
    List<Long> results = new ArrayList<>();
    for (long time : new long[] {10, 20}) {
      EvalSettings settings = EvalSettings.builder().currentTime(time).build();
      try (Interpreter nix = Interpreter.builder().code(shared).settings(settings).build()) {
        results.add(nix.evaluate(source(), "/").asLong());
      }
    }
    assertThat(results).containsExactly(11L, 21L);
  }

  @Test
  void manyEvaluatorsOnManyThreadsShareFiles(@TempDir Path folder)
      throws IOException, InterruptedException, ExecutionException {
    Files.writeString(
        folder.resolve("lib.nix"),
        "rec { fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2);"
            + " name = \"${toString (fib 10)}-${builtins.concatStringsSep \",\""
            + " (map (x: x.name) (builtins.sort (a: b: a.rank < b.rank) things))}\";"
            + " things = [ { name = \"b\"; rank = 2; } { name = \"a\"; rank = 1; } ]; }");
    Files.writeString(
        folder.resolve("main.nix"), "n: with import ./lib.nix; \"${name}-${toString (fib n)}\"");
    CodeCache shared = new CodeCache();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        answers.add(
            pool.submit(() -> {
              try (Interpreter nix =
                  Interpreter.builder()
                      .code(shared)
                      .permissions(Permissions.reading(folder))
                      .build()) {
                return nix.evaluateFile(folder.resolve("main.nix")).call(15).asString();
              }
            }));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("55-a,b-610");
      }
    }
  }
}
