package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import java.util.HashSet;
import java.util.Set;

/**
 * The Secrets that controllers make from other resources: cert-manager's Certificate, the External
 * Secrets operator, Sealed Secrets, the Vault and 1Password operators. Their keys are not known.
 */
final class SecretMakers {
  private record Secret(String namespace, String name) {}

  private final Set<Secret> made = new HashSet<>();

  SecretMakers(Cluster cluster) {
    for (Manifest manifest : cluster.all()) {
      String namespace = cluster.namespaceOf(manifest);
      if (namespace != null) {
        String name = secretOf(manifest);
        if (!name.isEmpty()) {
          made.add(new Secret(namespace, name));
        }
      }
    }
  }

  boolean makes(String namespace, String name) {
    return made.contains(new Secret(namespace, name));
  }

  /** Whether cert-manager makes the certificates of an Ingress, as its annotations ask for. */
  static boolean certifies(Manifest ingress) {
    JsonNode annotations = ingress.metadata().path("annotations");
    return annotations.has("cert-manager.io/cluster-issuer")
        || annotations.has("cert-manager.io/issuer")
        || annotations.path("kubernetes.io/tls-acme").asText("").equals("true");
  }

  private static String secretOf(Manifest manifest) {
    JsonNode spec = manifest.spec();
    String own = manifest.name();
    return switch (manifest.groupVersionKind().group() + " " + manifest.kind()) {
      case "cert-manager.io Certificate" -> spec.path("secretName").asText("");
      case "external-secrets.io ExternalSecret" -> spec.path("target").path("name").asText(own);
      case "bitnami.com SealedSecret" ->
          spec.path("template").path("metadata").path("name").asText(own);
      case "secrets.hashicorp.com VaultStaticSecret",
          "secrets.hashicorp.com VaultDynamicSecret",
          "secrets.hashicorp.com VaultPKISecret" ->
          spec.path("destination").path("name").asText("");
      case "onepassword.com OnePasswordItem" -> own;
      default -> "";
    };
  }
}
