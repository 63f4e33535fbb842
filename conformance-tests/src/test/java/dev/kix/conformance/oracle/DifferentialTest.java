package dev.kix.conformance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.Project;
import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Limits;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs have the same value here and in real Nix, or fail there and here with the same
 * message. {@code conformance-tests/fuzz/run} makes a longer run and keeps its report.
 */
class DifferentialTest {
  private static final int BATCH = 500;
  private static final Limits LIMITS =
      Limits.standard().withWallClock(Duration.ofSeconds(10)).withAllocationBytes(1L << 30);
  private static final EvalSettings SETTINGS =
      EvalSettings.builder().importFromDerivation(false).build();
  private static final Path RESULTS = Project.root().resolve("conformance-tests/target/fuzz");

  @Test
  void randomProgramsMeanTheSame(@TempDir Path folder) throws Exception {
    NixProgram.required();
    long begin = System.nanoTime();
    int count = Integer.getInteger("kix.fuzz.programs", 200);
    long seed = Long.getLong("kix.fuzz.seed", 20);
    RandomPrograms programs = new RandomPrograms(seed);
    Tally tally = new Tally();
    for (int done = 0; done < count; done += BATCH) {
      Path place = Files.createDirectory(folder.toRealPath().resolve("b" + done));
      compare(Batch.in(place), programs, Math.min(BATCH, count - done), tally);
    }
    for (Rewriting rewriting : Rewriting.values()) {
      Path place = Files.createDirectory(folder.toRealPath().resolve(rewriting.name()));
      explain(Batch.in(place), rewriting::apply, rewriting.reason(), tally);
    }
    Path place = Files.createDirectory(folder.toRealPath().resolve("several"));
    explain(Batch.in(place), Rewriting::applyAll, "several of these", tally);
    Path report = Files.createDirectories(RESULTS).resolve("differences.txt");
    Files.writeString(
        report, tally.report(count, seed, (System.nanoTime() - begin) / 1_000_000_000L));
    assertThat(tally.died).as("programs at which Nix itself died").isLessThan(count / 10);
    assertThat(tally.values).as("programs with a value").isGreaterThan(count / 10);
    assertThat(tally.differences()).as("see " + report).isEmpty();
  }

  private static void compare(Batch batch, RandomPrograms programs, int count, Tally tally)
      throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      batch.write(i, programs.next());
    }
    @Nullable String[] expected = new NixRepl(batch).evaluate(count);
    for (int i = 0; i < count; i++) {
      String nix = expected[i];
      tally.add(batch.text(i), nix == null ? null : Answer.ofRepl(nix), evaluate(batch, i));
    }
  }

  /** Looks at what is left of differences in programs that have been rewritten. */
  private static void explain(
      Batch batch, UnaryOperator<String> rewriting, String reason, Tally tally)
      throws IOException, InterruptedException {
    List<Tally.Difference> rewritten = new ArrayList<>();
    for (Tally.Difference difference : tally.differences()) {
      String program = rewriting.apply(difference.program());
      if (!program.equals(difference.program())) {
        batch.write(rewritten.size(), program);
        rewritten.add(difference);
      }
    }
    @Nullable String[] theirs = new NixRepl(batch).evaluate(rewritten.size());
    for (int i = 0; i < theirs.length; i++) {
      Answer answer = theirs[i] == null ? null : Answer.ofRepl(theirs[i]);
      Answer ours = evaluate(batch, i);
      if (answer != null
          && (answer.equals(ours) || KnownChange.explaining(batch.text(i), answer, ours) != null)) {
        tally.explain(rewritten.get(i), reason);
      }
    }
  }

  private static Answer evaluate(Batch batch, int i) {
    List<String> messages = new ArrayList<>();
    try (Interpreter nix =
        Interpreter.builder()
            .permissions(Permissions.reading(batch.programs(), batch.data()))
            .limits(LIMITS)
            .settings(SETTINGS)
            .messages(line -> messages.add(Bytes.decode(line)))
            .build()) {
      String value =
          nix.evaluateFile(batch.show())
              .call(nix.evaluateFile(batch.file(i)))
              .coerceToString()
              .value();
      return Answer.of(Bytes.decode(value), messages);
    } catch (EvalException e) {
      return Answer.failed(Bytes.decode(e.getMessage()), messages);
    }
  }
}
