package dev.kix.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.conformance.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No damaged input makes a parser crash, hang or answer with anything but a value or its own error.
 * {@code conformance-tests/fuzz/parsers} runs longer, also over other files.
 */
class ParserFuzzTest {
  private static final Path RESULTS = Project.root().resolve("conformance-tests/target/fuzz");
  private static final long HANG_SECONDS = 20;

  static List<FuzzTarget> targets() throws IOException {
    String only = System.getProperty("kix.fuzz.target", "");
    return Targets.all().stream().filter(t -> only.isEmpty() || t.name().equals(only)).toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void damagedInputIsReadOrRefused(FuzzTarget target) throws Exception {
    long millis = Long.getLong("kix.fuzz.millis", 250);
    Attack attack = new Attack(target, Long.getLong("kix.fuzz.seed", 7), millis);
    Thread thread = new Thread(null, attack, "fuzz " + target.name(), 2 << 20);
    thread.setDaemon(true);
    thread.start();
    long before = -1;
    while (thread.isAlive()) {
      thread.join(HANG_SECONDS * 1000);
      if (thread.isAlive() && attack.count == before) {
        StackTraceElement[] stack = thread.getStackTrace();
        keep(target, attack.input.get());
        assertThat(stack).as(target + " hangs at " + List.of(stack)).isNull();
      }
      before = attack.count;
    }
    Throwable failure = attack.failure;
    if (failure != null) {
      Path file = keep(target, attack.input.get());
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).as(target + " on " + file).isEmpty();
    }
    assertThat(attack.count).isPositive();
    log(target, attack);
  }

  private static void log(FuzzTarget target, Attack attack) throws IOException {
    Files.createDirectories(RESULTS);
    Files.writeString(
        RESULTS.resolve("parsers.txt"),
        String.format(
            Locale.ROOT,
            "%s: %d inputs, %d of them refused, slowest %d ms%n",
            target,
            attack.count,
            attack.refused,
            attack.slowest / 1_000_000),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Path keep(FuzzTarget target, byte @Nullable [] input) throws IOException {
    Files.createDirectories(RESULTS);
    return Files.write(
        RESULTS.resolve(target.name().replace(' ', '-') + ".input"),
        input == null ? new byte[0] : input);
  }

  /** One target's share of the time. */
  private static final class Attack implements Runnable {
    private final FuzzTarget target;
    private final Mutator mutator;
    private final long end;
    final AtomicReference<byte @Nullable []> input = new AtomicReference<>();
    volatile long count;
    volatile @Nullable Throwable failure;
    long refused;
    long slowest;

    Attack(FuzzTarget target, long seed, long millis) {
      this.target = target;
      this.mutator = new Mutator(seed, target.seeds(), target.words());
      this.end = System.nanoTime() + millis * 1_000_000;
    }

    @Override
    public void run() {
      long begin = System.nanoTime();
      long done = 0;
      while (begin < end) {
        byte[] next = new byte[0];
        try {
          next = mutator.next();
          input.set(next);
          target.parser().read(next);
        } catch (Throwable e) { // whatever it is, it is what is looked for
          if (!target.refusal().isInstance(e) || isWordless(e)) {
            failure = e;
            return;
          }
          refused++;
        }
        long now = System.nanoTime();
        slowest = Math.max(slowest, now - begin);
        begin = now;
        count = ++done;
      }
    }

    /** An error that does not say what is wrong, or says it in Java's words. */
    private static boolean isWordless(Throwable e) {
      String message = e.getMessage();
      return message == null
          || message.isBlank()
          || message.contains("Exception")
          || message.contains("java.");
    }
  }
}
