package dev.kix.k8s.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import dev.kix.k8s.GoldenCases;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.RuleGroup;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import dev.kix.k8s.YamlManifests;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One right cluster, and the same with one thing changed in each case. */
class ClusterValidatorTest {
  private static final ApiCatalog CATALOG =
      KubernetesSchemas.open().catalog(KubernetesVersion.parse("1.34"));
  private static final Path FOLDER = Path.of("src/test/resources/clusters");

  static List<Path> wrong() throws Exception {
    return GoldenCases.yamlFiles("clusters").stream()
        .filter(f -> !f.getFileName().toString().startsWith("right"))
        .toList();
  }

  private static List<Finding> validate(List<Manifest> manifests, ExternalResources external) {
    RulePolicy policy = RulePolicy.DEFAULT;
    for (Rule rule : Rules.ALL) {
      if (rule.group() == RuleGroup.RELATIONS && !rule.on()) {
        policy = policy.with(rule.id(), RulePolicy.Level.WARNING);
      }
    }
    return new ClusterValidator(CATALOG, external, policy, ExternalHint.CLUSTER_OPTION)
        .validate(manifests);
  }

  private static List<Finding> validate(String file, ExternalResources external) throws Exception {
    return validate(YamlManifests.read(FOLDER.resolve(file)), external);
  }

  @Test
  void theRightClusterHasNoFindings() throws Exception {
    List<Manifest> manifests = YamlManifests.read(FOLDER.resolve("right.yaml"));
    assertThat(manifests).hasSizeGreaterThan(20);
    assertThat(FindingText.render(validate(manifests, ExternalResources.NONE))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Path file) throws Exception {
    List<Manifest> manifests = YamlManifests.read(file);
    List<Finding> findings = validate(manifests, ExternalResources.NONE);
    assertThat(findings).as("findings of %s", file).isNotEmpty();
    GoldenCases.expect(file, findings);
    List<Manifest> reversed = new ArrayList<>(manifests);
    Collections.reverse(reversed);
    assertThat(validate(reversed, ExternalResources.NONE)).isEqualTo(findings);
  }

  @Test
  void whatIsDeclaredExternalExists() throws Exception {
    ExternalResources external =
        ExternalResources.NONE
            .with("Secret", "web", "webshop", Set.of("password", "user"))
            .with("StorageClass", null, "ssd")
            .with("Service", "db", "postgres-headless")
            .with("Namespace", null, "dbs");
    for (String file :
        List.of(
            "secret-missing.yaml",
            "storage-class-template.yaml",
            "stateful-set-service.yaml",
            "namespace-typo.yaml")) {
      List<Finding> left =
          validate(file, external).stream()
              .filter(f -> !f.ruleId().equals("service-account-exists"))
              .toList();
      assertThat(FindingText.render(left)).as(file).isEmpty();
    }
  }

  @Test
  void declaredKeysAreChecked() throws Exception {
    ExternalResources external =
        ExternalResources.NONE.with("Secret", "web", "webshop", Set.of("password"));
    assertThat(validate("secret-missing.yaml", external))
        .extracting(Finding::message)
        .containsOnly("the Secret 'webshop' has no key 'user'");
  }
}
