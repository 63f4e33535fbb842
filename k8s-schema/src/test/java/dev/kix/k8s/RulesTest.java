package dev.kix.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's table of rules is the code's, and every rule is shown to work by a golden case. */
class RulesTest {
  private static final Path PAGE = Path.of("../docs/validation-rules.md");
  private static final String START =
      "<!-- rules: written by RulesTest with -Dkix.accept=true -->\n";

  /** Rules that golden files do not show, and the tests that do. */
  private static final Set<String> ELSEWHERE =
      Set.of("object-size", "yaml-syntax", "yaml-duplicate-key", "yaml-ambiguous");

  @Test
  void thePageListsEveryRule() throws Exception {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int start = page.indexOf(START) + START.length();
    int end = page.indexOf("\n\n", start);
    StringBuilder table =
        new StringBuilder(
            "| rule | looks at | by itself | in charts | what it asks for |\n|---|---|---|---|---|");
    for (Rule rule : Rules.ALL) {
      table.append("\n| `").append(rule.id()).append("` | ").append(rule.group().word());
      table.append(" | ").append(rule.byItself());
      table.append(" | ").append(rule.byItselfInCharts());
      table.append(" | ").append(rule.summary()).append(" |");
    }
    String expected = page.substring(0, start) + table + page.substring(end);
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(PAGE, expected, StandardCharsets.UTF_8);
    } else {
      assertThat(page).isEqualTo(expected);
    }
  }

  @Test
  void idsAreUniqueAndKebabCase() {
    List<String> ids = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      ids.add(rule.id());
      assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
      assertThat(Rules.byId(rule.id())).isSameAs(rule);
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyRuleHasAGoldenCase() throws Exception {
    Set<String> shown = new HashSet<>(ELSEWHERE);
    Pattern line = Pattern.compile("(?m)^rules: (.*)$");
    for (String folder : List.of("manifests/wrong", "clusters", "posture")) {
      try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
          Matcher m = line.matcher(Files.readString(file, StandardCharsets.UTF_8));
          if (m.find()) {
            shown.addAll(List.of(m.group(1).split(" ")));
          }
        }
      }
    }
    Pattern corpus = Pattern.compile("(?:->|;) ([a-z-]+)");
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cases")).toList()) {
        Matcher m = corpus.matcher(Files.readString(file, StandardCharsets.UTF_8));
        while (m.find()) {
          shown.add(m.group(1));
        }
      }
    }
    assertThat(shown).containsAll(Rules.ALL.stream().map(Rule::id).toList());
  }
}
