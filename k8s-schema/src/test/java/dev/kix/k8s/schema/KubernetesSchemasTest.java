package dev.kix.k8s.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The files against what the script counted in the documents they were made from. */
class KubernetesSchemasTest {
  private static final KubernetesSchemas SCHEMAS = KubernetesSchemas.open();

  private static KubernetesVersion v(String text) {
    return KubernetesVersion.parse(text);
  }

  @Test
  void everyVersionHasWhatItsSourceHas() throws Exception {
    JsonNode counts;
    try (InputStream in = getClass().getResourceAsStream("/source-counts.json")) {
      counts = new ObjectMapper().readTree(in);
    }
    assertThat(SCHEMAS.versions()).hasSize(counts.size());
    for (JsonNode row : counts) {
      KubernetesVersion version = v(row.path("version").asText());
      ApiCatalog catalog = SCHEMAS.catalog(version);
      assertThat(SCHEMAS.sourceOf(version)).isEqualTo(row.path("version").asText());
      assertThat(catalog.types()).hasSize(row.path("resources").asInt());
      assertThat(catalog.types().stream().filter(ResourceType::namespaced).count())
          .isEqualTo(row.path("namespaced").asInt());
      List<String> names = SCHEMAS.typeNames(version);
      assertThat(names).hasSize(row.path("types").asInt());
      int properties = 0;
      for (String name : names) {
        properties += SCHEMAS.type(version, name).properties().size();
      }
      assertThat(properties).isEqualTo(row.path("properties").asInt());
    }
  }

  @Test
  void everyReferenceOfEveryVersionResolves() {
    for (KubernetesVersion version : SCHEMAS.versions()) {
      Set<String> seen = new HashSet<>();
      for (String name : SCHEMAS.typeNames(version)) {
        walk(SCHEMAS.type(version, name), seen);
      }
      for (ResourceType type : SCHEMAS.catalog(version).types()) {
        assertThat(SCHEMAS.catalog(version).schema(type.gvk())).isNotNull();
      }
    }
  }

  private static void walk(Schema schema, Set<String> seen) {
    if (schema.type() == SchemaType.REF && seen.add(String.valueOf(schema.target()))) {
      walk(schema.resolved(), seen);
    }
    schema.properties().values().forEach(s -> walk(s, seen));
    if (schema.items() != null) {
      walk(schema.items(), seen);
    }
    if (schema.additional() != null) {
      walk(schema.additional(), seen);
    }
  }

  @Test
  void allVersionsTogetherStayUnderFourMegabytes() throws Exception {
    long total = 0;
    Path folder = Path.of("src/main/resources/dev/kix/k8s/schema");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        total += Files.size(file);
      }
    }
    assertThat(total).isLessThan(4 << 20);
  }

  @Test
  void aDeploymentIsWhatTheDocumentsSay() {
    ApiCatalog catalog = SCHEMAS.catalog(v("1.34"));
    Schema deployment = catalog.schema(GroupVersionKind.of("apps/v1", "Deployment"));
    assertThat(deployment).isNotNull();
    Schema spec = deployment.properties().get("spec").resolved();
    assertThat(spec.required()).containsExactly("selector", "template");
    assertThat(spec.properties().get("replicas").type()).isEqualTo(SchemaType.INTEGER);
    assertThat(spec.properties().get("replicas").format()).isEqualTo("int32");
    Schema pod = spec.properties().get("template").resolved().properties().get("spec").resolved();
    Schema containers = pod.properties().get("containers");
    assertThat(containers.listType()).isEqualTo(ListType.MAP);
    assertThat(containers.mapKeys()).containsExactly("name");
    assertThat(containers.patchMergeKey()).isEqualTo("name");
    Schema container = containers.items().resolved();
    assertThat(container.properties().get("imagePullPolicy").enumValues())
        .extracting(JsonNode::asText)
        .containsExactly("Always", "IfNotPresent", "Never");
    Schema limits =
        container.properties().get("resources").resolved().properties().get("limits").additional();
    assertThat(limits.type()).isEqualTo(SchemaType.QUANTITY);
    Schema port = container.properties().get("ports").items().resolved();
    assertThat(port.properties().get("protocol").defaultValue().asText()).isEqualTo("TCP");
    assertThat(pod.properties().get("serviceAccount").isDeprecated()).isTrue();
  }

  @Test
  void anUnknownVersionIsToldFromTheKnownOnes() {
    assertThatThrownBy(() -> SCHEMAS.catalog(v("1.12")))
        .hasMessage("there is no schema for Kubernetes 1.12; kix knows 1.25 to 1.37");
  }
}
