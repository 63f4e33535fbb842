package dev.kix.k8s.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCatalogTest {
  private static final KubernetesSchemas SCHEMAS = KubernetesSchemas.open();

  private static ApiCatalog catalog(String version) {
    return SCHEMAS.catalog(KubernetesVersion.parse(version));
  }

  @ParameterizedTest
  @CsvSource({
    "1.34, Deployment, apps/v1, true",
    "1.34, Event, v1, true",
    "1.34, HorizontalPodAutoscaler, autoscaling/v2, true",
    "1.25, HorizontalPodAutoscaler, autoscaling/v2, true",
    "1.31, Ingress, networking.k8s.io/v1, true",
    "1.34, Namespace, v1, false",
    "1.34, CustomResourceDefinition, apiextensions.k8s.io/v1, false",
    "1.25, APIService, apiregistration.k8s.io/v1, false",
    "1.28, FlowSchema, flowcontrol.apiserver.k8s.io/v1beta3, false",
    "1.29, FlowSchema, flowcontrol.apiserver.k8s.io/v1, false",
    "1.32, ResourceClaim, resource.k8s.io/v1beta1, true",
    "1.34, ResourceClaim, resource.k8s.io/v1, true",
  })
  void preferredVersion(String version, String kind, String apiVersion, boolean namespaced) {
    ResourceType type = catalog(version).preferred(kind);
    assertThat(type).isNotNull();
    assertThat(type.gvk().apiVersion()).isEqualTo(apiVersion);
    assertThat(type.namespaced()).isEqualTo(namespaced);
  }

  @ParameterizedTest
  @CsvSource({
    "deploy, Deployment",
    "deployments.apps, Deployment",
    "STS, StatefulSet",
    "svc, Service",
    "po, Pod",
    "cm, ConfigMap",
    "crd, CustomResourceDefinition",
    "networkpolicies, NetworkPolicy",
    "ing, Ingress",
    "hpa, HorizontalPodAutoscaler",
    "pvc, PersistentVolumeClaim",
    "ns, Namespace",
    "endpoints, Endpoints",
  })
  void kubectlNames(String name, String kind) {
    for (KubernetesVersion version : SCHEMAS.versions()) {
      ResourceType type = SCHEMAS.catalog(version).byName(name);
      assertThat(type).isNotNull();
      assertThat(type.gvk().kind()).isEqualTo(kind);
    }
  }

  /** The script writes the index in this order, so that nothing is sorted at start-up. */
  @Test
  void theIndexIsInTheOrderOfPreference() {
    for (KubernetesVersion version : SCHEMAS.versions()) {
      assertThat(SCHEMAS.catalog(version).types()).isSortedAccordingTo(ApiCatalog.PREFERRED_FIRST);
    }
  }

  @Test
  void misspeltKinds() {
    assertThat(catalog("1.34").preferred("Deploymnet")).isNull();
    assertThat(catalog("1.34").didYouMeanKind("Deploymnet")).isEqualTo("Deployment");
    assertThat(catalog("1.34").didYouMeanKind("deployment")).isEqualTo("Deployment");
    assertThat(catalog("1.34").didYouMeanKind("Xyzzy")).isNull();
  }

  @Test
  void customResourcesJoinTheCatalog() throws Exception {
    JsonNode crd =
        new ObjectMapper()
            .readTree(
                """
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
                 "metadata": {"name": "certificates.cert-manager.io"},
                 "spec": {"group": "cert-manager.io", "scope": "Namespaced",
                   "names": {"kind": "Certificate", "plural": "certificates", "shortNames": ["cert"]},
                   "versions": [
                     {"name": "v1alpha2", "served": false, "storage": false},
                     {"name": "v1", "served": true, "storage": true, "subresources": {"status": {}},
                      "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                        "spec": {"type": "object", "required": ["secretName"], "properties": {
                          "secretName": {"type": "string", "maxLength": 253},
                          "port": {"x-kubernetes-int-or-string": true}}}}}}}]}}
                """);
    ApiCatalog plain = catalog("1.34");
    ApiCatalog catalog = plain.withCustomResources(List.of(crd, crd));
    GroupVersionKind v1 = GroupVersionKind.of("cert-manager.io/v1", "Certificate");
    assertThat(plain.exists(v1)).isFalse();
    assertThat(catalog.types()).hasSize(plain.types().size() + 1);
    assertThat(catalog.exists(v1)).isTrue();
    assertThat(catalog.exists(GroupVersionKind.of("cert-manager.io/v1alpha2", "Certificate")))
        .isFalse();
    assertThat(catalog.preferred("Certificate").gvk()).isEqualTo(v1);
    assertThat(catalog.preferred("Certificate").hasStatus()).isTrue();
    assertThat(catalog.byName("cert").gvk()).isEqualTo(v1);
    Schema spec = catalog.schema(v1).properties().get("spec");
    assertThat(spec.required()).containsExactly("secretName");
    assertThat(spec.properties().get("secretName").constraints().maxLength()).isEqualTo(253);
    assertThat(spec.properties().get("port").type()).isEqualTo(SchemaType.INT_OR_STRING);
    assertThat(catalog.schema(v1).properties()).containsKeys("apiVersion", "kind", "metadata");
  }

  @Test
  void aKindOfTwoForeignGroupsHasNoPreferredVersion() throws Exception {
    String crd =
        """
        {"spec": {"group": "%s", "names": {"kind": "Policy", "plural": "policies"},
          "versions": [{"name": "v1"}]}}
        """;
    ObjectMapper json = new ObjectMapper();
    ApiCatalog catalog =
        catalog("1.34")
            .withCustomResources(
                List.of(
                    json.readTree(crd.formatted("a.example.org")),
                    json.readTree(crd.formatted("b.example.org"))));
    assertThat(catalog.preferred("Policy")).isNull();
    assertThat(catalog.candidates("Policy")).hasSize(2);
  }
}
