package dev.kix.k8s.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.FindingText;
import dev.kix.k8s.GoldenCases;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.YamlManifests;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are wrong in one way each, and manifests that are right. */
class ManifestValidatorTest {
  private static final KubernetesSchemas SCHEMAS = KubernetesSchemas.open();
  private static final ApiLifecycle LIFECYCLE = ApiLifecycle.open();

  static List<Path> wrong() throws Exception {
    return GoldenCases.yamlFiles("manifests/wrong");
  }

  static List<Path> right() throws Exception {
    return GoldenCases.yamlFiles("manifests/right");
  }

  /** The definitions among the manifests join the catalog, as they do in a cluster. */
  private static List<Finding> validate(List<Manifest> manifests, KubernetesVersion version) {
    List<JsonNode> definitions = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("CustomResourceDefinition")) {
        definitions.add(manifest.tree());
      }
    }
    ApiCatalog catalog = SCHEMAS.catalog(version).withCustomResources(definitions);
    return new ManifestValidator(catalog, LIFECYCLE).validate(manifests);
  }

  @ParameterizedTest
  @MethodSource
  void wrong(Path file) throws Exception {
    List<Finding> findings = validate(YamlManifests.read(file), GoldenCases.versionOf(file));
    assertThat(findings).as("findings of %s", file).isNotEmpty();
    GoldenCases.expect(file, findings);
  }

  @ParameterizedTest
  @MethodSource
  void right(Path file) throws Exception {
    for (KubernetesVersion version : SCHEMAS.versions()) {
      if (version.isAtLeast(GoldenCases.versionOf(file))) {
        List<Finding> findings = validate(YamlManifests.read(file), version);
        assertThat(FindingText.render(findings)).as("%s in %s", file, version).isEmpty();
      }
    }
  }

  @Test
  void theOrderOfManifestsDoesNotShow() throws Exception {
    List<Manifest> all = new ArrayList<>();
    for (Path file : wrong()) {
      all.addAll(YamlManifests.read(file));
    }
    KubernetesVersion version = KubernetesVersion.parse("1.34");
    String once = FindingText.render(validate(all, version));
    Collections.reverse(all);
    assertThat(FindingText.render(validate(all, version))).isEqualTo(once);
  }

  @Test
  void theHeadlineOfARemovedApiIsTheSpecified() {
    List<Manifest> manifests =
        YamlManifests.parse(
            "x",
            """
            apiVersion: autoscaling/v2beta2
            kind: HorizontalPodAutoscaler
            metadata: {name: webshop-backend, namespace: webshop-prod}
            """);
    Finding finding = validate(manifests, KubernetesVersion.parse("1.31")).get(0);
    assertThat("error: " + finding.headline().replace("\n", "\n       "))
        .isEqualTo(
            """
            error: resource HorizontalPodAutoscaler/webshop-backend uses
                   apiVersion 'autoscaling/v2beta2', which was removed in
                   Kubernetes 1.26. Use 'autoscaling/v2' instead.
                   target cluster version: 1.31\
            """);
  }

  /** One catalog, opened by nobody before, used by many threads at once. */
  @Test
  void manyThreadsFindTheSame() throws Exception {
    List<Manifest> all = new ArrayList<>();
    for (Path file : wrong()) {
      all.addAll(YamlManifests.read(file));
    }
    ApiCatalog catalog = KubernetesSchemas.open().catalog(KubernetesVersion.parse("1.34"));
    ManifestValidator validator = new ManifestValidator(catalog, LIFECYCLE);
    List<Callable<List<Finding>>> tasks = Collections.nCopies(8, () -> validator.validate(all));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Finding> expected =
          new ManifestValidator(SCHEMAS.catalog(KubernetesVersion.parse("1.34")), LIFECYCLE)
              .validate(all);
      for (Future<List<Finding>> result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void sizes() {
    String map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";
    String annotated = map + "  annotations: {a: '" + "x".repeat(262143) + "'%s}\n";
    KubernetesVersion version = KubernetesVersion.parse("1.34");
    assertThat(validate(YamlManifests.parse("x", annotated.formatted("")), version)).isEmpty();
    assertThat(validate(YamlManifests.parse("x", annotated.formatted(", b: ''")), version))
        .extracting(Finding::ruleId)
        .containsExactly("metadata-annotations");
    String data = map + "data: {a: '" + "x".repeat(1 << 20) + "'%s}\n";
    assertThat(validate(YamlManifests.parse("x", data.formatted("")), version)).isEmpty();
    assertThat(validate(YamlManifests.parse("x", data.formatted(", b: x")), version))
        .extracting(Finding::ruleId)
        .containsExactly("object-size");
  }

  @Test
  void policyAndExternalDefinitions() {
    ApiCatalog catalog = SCHEMAS.catalog(KubernetesVersion.parse("1.34"));
    Manifest monitor =
        YamlManifests.parse(
                "x",
                """
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: web, namespace: web}
                """)
            .get(0);
    assertThat(new ManifestValidator(catalog, LIFECYCLE).validate(monitor)).hasSize(1);
    ExternalResources external =
        ExternalResources.NONE.with(
            "CustomResourceDefinition", null, "servicemonitors.monitoring.coreos.com");
    assertThat(
            new ManifestValidator(catalog, LIFECYCLE, external, RulePolicy.DEFAULT)
                .validate(monitor))
        .isEmpty();
    RulePolicy off = RulePolicy.DEFAULT.with("crd-missing", RulePolicy.Level.OFF);
    assertThat(
            new ManifestValidator(catalog, LIFECYCLE, ExternalResources.NONE, off)
                .validate(monitor))
        .isEmpty();
    RulePolicy warn = RulePolicy.DEFAULT.with("crd-missing", RulePolicy.Level.WARNING);
    assertThat(
            new ManifestValidator(catalog, LIFECYCLE, ExternalResources.NONE, warn)
                .validate(monitor))
        .noneMatch(Finding::isError)
        .hasSize(1);
  }
}
