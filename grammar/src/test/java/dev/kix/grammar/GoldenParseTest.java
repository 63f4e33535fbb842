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
 * Every {@code NAME.nix} beside the {@code NAME.out} it must give: in {@code parse} the printed
 * tree, or the error with line and column; in {@code tree} everything the tree holds. {@code
 * -Dkix.accept=true} rewrites the expected files.
 */
class GoldenParseTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  @TestFactory
  List<DynamicTest> printed() throws IOException {
    return cases("parse", false);
  }

  @TestFactory
  List<DynamicTest> trees() throws IOException {
    return cases("tree", true);
  }

  private static List<DynamicTest> cases(String folder, boolean dump) throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files
          .filter(p -> p.toString().endsWith(".nix"))
          .sorted()
          .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(p, dump)))
          .toList();
    }
  }

  private static void check(Path in, boolean dump) throws IOException {
    String actual = result(Files.readString(in, StandardCharsets.ISO_8859_1), dump) + "\n";
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
  private static String result(String text, boolean dump) {
    SourceFile source = new SourceFile(Origin.stdin(), text);
    ParserOptions options = ParserOptions.builder().basePath("/base/dir").build();
    try {
      Expr e = Parser.parse(source, options);
      return dump ? TreeDump.dump(source, e).stripTrailing() : Messages.text(Printer.print(e));
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
