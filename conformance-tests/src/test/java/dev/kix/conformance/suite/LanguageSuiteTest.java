package dev.kix.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kix.conformance.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner itself, and the suite where {@code -Dkix.langSuite} says where it lies. */
class LanguageSuiteTest {
  @Test
  void upstream() throws IOException, InterruptedException {
    String folder = System.getProperty("kix.langSuite", "");
    assumeTrue(!folder.isEmpty(), "SKIPPED: run conformance-tests/lang-suite/run");
    List<LanguageSuite.Score> scores = new LanguageSuite(Path.of(folder).toRealPath()).run();
    Path report = Project.root().resolve("conformance-tests/target/lang-suite.txt");
    Files.writeString(report, LanguageSuite.report(scores), StandardCharsets.UTF_8);
    assertThat(scores).isNotEmpty();
  }

  @Test
  void scoresValueMessageAndAll(@TempDir Path folder) throws IOException, InterruptedException {
    Path lang = Files.createDirectory(folder.resolve("lang"));
    Files.writeString(lang.resolve("eval-okay-a.nix"), "1 + 1\n");
    Files.writeString(lang.resolve("eval-okay-a.exp"), "2\n");
    Files.writeString(lang.resolve("eval-okay-wrong.nix"), "1 + 1\n");
    Files.writeString(lang.resolve("eval-okay-wrong.exp"), "3\n");
    Files.writeString(lang.resolve("eval-fail-words.nix"), "throw \"x\"\n");
    Files.writeString(lang.resolve("eval-fail-words.err.exp"), "error: x\n");
    Files.writeString(lang.resolve("parse-okay-p.nix"), "a: a\n");
    Files.writeString(lang.resolve("parse-okay-p.exp"), "(a: a)\n");
    assertThat(LanguageSuite.report(new LanguageSuite(folder.toRealPath()).run()))
        .isEqualTo(
            """
            parse-fail: 0 cases, value 0, message 0, exact 0
            parse-okay: 1 cases, value 1, message 1, exact 1
            eval-fail: 1 cases, value 1, message 1, exact 0
            eval-okay: 2 cases, value 1, message 1, exact 1
            all: 4 cases, value 3, message 3, exact 2
            not exact: eval-fail-words
            not exact: eval-okay-wrong
            """);
  }
}
