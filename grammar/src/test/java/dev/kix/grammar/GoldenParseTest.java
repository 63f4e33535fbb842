package dev.kix.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code parse/NAME.nix} beside the {@code parse/NAME.out} it must give: the printed tree, or
 * the error with line and column. {@code -Dkix.accept=true} rewrites the expected files.
 */
class GoldenParseTest {
  private static final Path CASES = Path.of("src/test/resources/parse");

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .filter(p -> p.toString().endsWith(".nix"))
          .sorted()
          .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(p)))
          .toList();
    }
  }

  private static void check(Path in) throws IOException {
    String actual = result(Files.readString(in, StandardCharsets.ISO_8859_1)) + "\n";
    Path expected = Path.of(in.toString().replaceAll("\\.nix$", ".out"));
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual, StandardCharsets.UTF_8);
      return;
    }
    if (!Files.exists(expected)) {
      fail("no " + expected + "; -Dkix.accept=true writes it. It would hold:\n" + actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
  }

  /** What stands in the expected file, without the final newline. */
  static String result(String text) {
    SourceFile source = new SourceFile(Origin.stdin(), text);
    ParserOptions options = ParserOptions.builder().basePath("/base/dir").build();
    try {
      return Messages.text(Printer.print(Parser.parse(source, options)));
    } catch (ParseException e) {
      int offset = e.offset();
      return "error: "
          + e.getMessage()
          + "\nat "
          + source.line(offset)
          + ":"
          + source.column(offset);
    }
  }
}
