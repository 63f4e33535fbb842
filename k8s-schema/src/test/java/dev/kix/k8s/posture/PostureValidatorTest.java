package dev.kix.k8s.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import dev.kix.k8s.GoldenCases;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.RuleGroup;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import dev.kix.k8s.Severity;
import dev.kix.k8s.YamlManifests;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the group, switched on, over resources that break it. */
class PostureValidatorTest {
  private static final ApiCatalog CATALOG =
      KubernetesSchemas.open().catalog(KubernetesVersion.parse("1.34"));
  private static final Path RIGHT = Path.of("src/test/resources/posture/right.yaml");

  static List<Path> wrong() throws Exception {
    return GoldenCases.yamlFiles("posture").stream()
        .filter(f -> !f.endsWith("right.yaml"))
        .toList();
  }

  private static RulePolicy everything() {
    RulePolicy policy = RulePolicy.DEFAULT;
    for (Rule rule : Rules.ALL) {
      if (rule.group() == RuleGroup.POSTURE && !rule.on()) {
        policy = policy.with(rule.id(), RulePolicy.Level.WARNING);
      }
    }
    return policy;
  }

  @Test
  void rightResourcesHaveNoFindings() throws Exception {
    List<Finding> findings =
        new PostureValidator(CATALOG, everything()).validate(YamlManifests.read(RIGHT));
    assertThat(FindingText.render(findings)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Path file) throws Exception {
    List<Manifest> manifests = YamlManifests.read(file);
    PostureValidator validator = new PostureValidator(CATALOG, everything());
    List<Finding> findings = validator.validate(manifests);
    assertThat(findings).isNotEmpty();
    GoldenCases.expect(file, findings);
    List<Manifest> reversed = new ArrayList<>(manifests);
    Collections.reverse(reversed);
    assertThat(validator.validate(reversed)).isEqualTo(findings);
  }

  @Test
  void whatIsOffByItselfSaysNothing() throws Exception {
    for (Path file : wrong()) {
      List<Finding> findings =
          new PostureValidator(CATALOG, RulePolicy.DEFAULT).validate(YamlManifests.read(file));
      assertThat(findings)
          .allSatisfy(f -> {
            Rule rule = Rules.byId(f.ruleId());
            assertThat(rule).isNotNull();
            assertThat(rule.on()).isTrue();
            assertThat(f.severity()).isNotEqualTo(Severity.NOTE);
          });
    }
  }
}
