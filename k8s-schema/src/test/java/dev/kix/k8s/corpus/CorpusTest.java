package dev.kix.k8s.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Finding;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.k8s.validation.ManifestValidator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the corpus is found, by the right rule, at the right path, and nothing else is. */
class CorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/corpus");
  private static final KubernetesVersion VERSION = new KubernetesVersion(1, 34);

  private static final KubernetesSchemas SCHEMAS = KubernetesSchemas.open();
  private static final ApiLifecycle LIFECYCLE = ApiLifecycle.open();

  static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".cases")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyCaseIsFound(Path file) throws Exception {
    SoftAssertions all = new SoftAssertions();
    StringBuilder messages = new StringBuilder();
    for (CorpusCase one : CorpusCase.read(file)) {
      List<Finding> findings = errors(one);
      List<String> found =
          findings.stream().map(f -> f.ruleId() + " " + pathOf(f)).sorted().toList();
      all.assertThat(found).as("%s: %s", file.getFileName(), one).isEqualTo(one.expected());
      messages.append(one).append('\n');
      for (Finding finding : findings) {
        String text = finding.message().isEmpty() ? finding.headline() : finding.message();
        messages.append("    ").append(text.replace("\n", "\n    ")).append('\n');
        if (finding.hint() != null) {
          messages.append("    ").append(finding.hint()).append('\n');
        }
      }
    }
    all.assertAll();
    Path golden = Path.of(file.toString().replace(".cases", ".txt"));
    if (Boolean.getBoolean("kix.accept")) {
      Files.writeString(golden, messages, StandardCharsets.UTF_8);
    }
    assertThat(messages.toString()).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  private static String pathOf(Finding finding) {
    return finding.path() == null ? "" : finding.path();
  }

  private static List<Finding> errors(CorpusCase one) {
    List<JsonNode> definitions = new ArrayList<>();
    for (Manifest manifest : one.manifests().subList(0, one.manifests().size() - 1)) {
      definitions.add(manifest.tree());
    }
    ApiCatalog catalog = SCHEMAS.catalog(VERSION).withCustomResources(definitions);
    ManifestValidator validator = new ManifestValidator(catalog, LIFECYCLE);
    return validator.validate(one.manifests().getLast()).stream().filter(Finding::isError).toList();
  }

  @Test
  void thereAreEnough() throws Exception {
    int wrong = 0;
    for (Path file : files()) {
      wrong += (int) CorpusCase.read(file).stream().filter(c -> !c.expected().isEmpty()).count();
    }
    assertThat(wrong).isGreaterThanOrEqualTo(200);
  }
}
