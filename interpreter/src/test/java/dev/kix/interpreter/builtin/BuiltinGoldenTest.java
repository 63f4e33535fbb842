package dev.kix.interpreter.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.print.LegacyPrinter;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code NAME.nix} beside {@code NAME.exp}, what {@code nix-instantiate --eval --strict} prints;
 * and {@code errors.txt}, an expression a line, beside what is printed for each with {@code
 * --show-trace}. {@code -Dkix.accept=true} rewrites what is expected.
 */
class BuiltinGoldenTest {
  private static final Path CASES =
      Path.of("src/test/resources/dev/kix/interpreter/builtin/golden");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".nix"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void prints(String file) throws IOException {
    check(file.replace(".nix", ".exp"), evaluate(Files.readString(CASES.resolve(file))));
  }

  @Test
  void fails() throws IOException {
    List<String> expressions = Files.readAllLines(CASES.resolve("errors.txt"));
    StringBuilder actual = new StringBuilder();
    for (String expression : expressions) {
      actual.append(evaluate(expression)).append('\n');
    }
    check("errors.err.exp", actual.toString());
  }

  private static void check(String expected, String actual) throws IOException {
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(CASES.resolve(expected), actual);
    }
    assertThat(actual).isEqualTo(Files.readString(CASES.resolve(expected)));
  }

  static String evaluate(String text) {
    try (Interpreter interpreter = Interpreter.builder().build()) {
      return Bytes.decode(LegacyPrinter.print(interpreter.evaluate(text).forceDeeply().value()))
          + "\n";
    } catch (EvalException e) {
      return DiagnosticRenderer.plain(true).render(e) + "\n";
    }
  }
}
