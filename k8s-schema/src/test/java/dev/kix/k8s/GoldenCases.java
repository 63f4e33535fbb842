package dev.kix.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Golden cases: {@code NAME.yaml} beside {@code NAME.txt}, the findings as a user sees them. {@code
 * -Dkix.accept=true} rewrites the expected files. A line {@code # kubernetes: 1.31} chooses the
 * version; else it is 1.34.
 */
public final class GoldenCases {
  private static final Path FOLDER = Path.of("src/test/resources");
  private static final Pattern VERSION = Pattern.compile("(?m)^# kubernetes: (\\S+)$");

  private GoldenCases() {}

  public static List<Path> yamlFiles(String folder) throws Exception {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  public static KubernetesVersion versionOf(Path yaml) throws Exception {
    Matcher m = VERSION.matcher(Files.readString(yaml, StandardCharsets.UTF_8));
    return KubernetesVersion.parse(m.find() ? m.group(1) : "1.34");
  }

  public static void expect(Path yaml, List<Finding> findings) throws Exception {
    StringBuilder actual = new StringBuilder(FindingText.render(findings));
    actual.append("rules:");
    findings.stream().map(Finding::ruleId).distinct().forEach(r -> actual.append(' ').append(r));
    actual.append('\n');
    Path expected = Path.of(yaml.toString().replaceFirst("\\.yaml$", ".txt"));
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(expected, actual, StandardCharsets.UTF_8);
    }
    assertThat(expected).exists();
    assertThat(actual.toString()).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
  }
}
