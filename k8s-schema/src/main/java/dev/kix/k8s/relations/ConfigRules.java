package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMaps and Secrets that pods, ServiceAccounts and Ingresses use, and the keys they name.
 * A reference marked optional may dangle.
 */
final class ConfigRules implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    SecretMakers makers = new SecretMakers(cluster);
    for (Pods pods : cluster.pods()) {
      new Check(cluster, reporter, makers, pods.owner(), pods.namespace()).pods(pods);
    }
    for (Manifest account : cluster.ofKind("ServiceAccount")) {
      String namespace = cluster.namespaceOf(account);
      if (namespace != null) {
        Check check = new Check(cluster, reporter, makers, account, namespace);
        check.pullSecrets(account.tree().path("imagePullSecrets"), "$.imagePullSecrets");
      }
    }
    for (Manifest ingress : cluster.ofKind("Ingress")) {
      String namespace = cluster.namespaceOf(ingress);
      if (namespace != null && !SecretMakers.certifies(ingress)) {
        new Check(cluster, reporter, makers, ingress, namespace).tls(ingress.spec().path("tls"));
      }
    }
  }

  /** The references of one resource. */
  private static final class Check {
    private final Cluster cluster;
    private final ClusterReporter reporter;
    private final SecretMakers makers;
    private final Manifest from;
    private final String namespace;

    Check(
        Cluster cluster,
        ClusterReporter reporter,
        SecretMakers makers,
        Manifest from,
        String namespace) {
      this.cluster = cluster;
      this.reporter = reporter;
      this.makers = makers;
      this.from = from;
      this.namespace = namespace;
    }

    void pods(Pods pods) {
      JsonNode volumes = pods.spec().path("volumes");
      for (int i = 0; i < volumes.size(); i++) {
        volume(volumes.path(i), JsonPath.element(pods.path() + ".volumes", i));
      }
      pullSecrets(pods.spec().path("imagePullSecrets"), pods.path() + ".imagePullSecrets");
      for (Pods.Container container : pods.containers()) {
        environment(container.json(), container.path());
      }
    }

    private void volume(JsonNode volume, String path) {
      items("ConfigMap", volume.path("configMap"), "name", path + ".configMap");
      items("Secret", volume.path("secret"), "secretName", path + ".secret");
      JsonNode sources = volume.path("projected").path("sources");
      for (int i = 0; i < sources.size(); i++) {
        String at = JsonPath.element(path + ".projected.sources", i);
        items("ConfigMap", sources.path(i).path("configMap"), "name", at + ".configMap");
        items("Secret", sources.path(i).path("secret"), "name", at + ".secret");
      }
      JsonNode publish = volume.path("csi").path("nodePublishSecretRef");
      reference("Secret", publish, "name", path + ".csi.nodePublishSecretRef");
    }

    private void environment(JsonNode container, String path) {
      JsonNode from = container.path("envFrom");
      for (int i = 0; i < from.size(); i++) {
        String at = JsonPath.element(path + ".envFrom", i);
        reference("ConfigMap", from.path(i).path("configMapRef"), "name", at + ".configMapRef");
        reference("Secret", from.path(i).path("secretRef"), "name", at + ".secretRef");
      }
      JsonNode variables = container.path("env");
      for (int i = 0; i < variables.size(); i++) {
        JsonNode value = variables.path(i).path("valueFrom");
        String at = JsonPath.element(path + ".env", i) + ".valueFrom";
        key("ConfigMap", value.path("configMapKeyRef"), at + ".configMapKeyRef");
        key("Secret", value.path("secretKeyRef"), at + ".secretKeyRef");
      }
    }

    void pullSecrets(JsonNode secrets, String path) {
      for (int i = 0; i < secrets.size(); i++) {
        reference("Secret", secrets.path(i), "name", JsonPath.element(path, i));
      }
    }

    void tls(JsonNode tls) {
      for (int i = 0; i < tls.size(); i++) {
        reference("Secret", tls.path(i), "secretName", JsonPath.element("$.spec.tls", i));
      }
    }

    /** A whole ConfigMap or Secret as files, or the keys that {@code items} picks. */
    private void items(String kind, JsonNode source, String nameField, String path) {
      if (!reference(kind, source, nameField, path)) {
        return;
      }
      String name = source.path(nameField).asText("");
      JsonNode items = source.path("items");
      for (int i = 0; i < items.size(); i++) {
        String at = JsonPath.element(path + ".items", i) + ".key";
        hasKey(kind, name, items.path(i).path("key").asText(""), at);
      }
    }

    private void key(String kind, JsonNode source, String path) {
      if (reference(kind, source, "name", path)) {
        String key = source.path("key").asText("");
        hasKey(kind, source.path("name").asText(""), key, path + ".key");
      }
    }

    /** Reports a reference that dangles; true when there is one and its keys have to be there. */
    private boolean reference(String kind, JsonNode source, String nameField, String path) {
      String name = source.path(nameField).asText("");
      if (name.isEmpty() || source.path("optional").asBoolean(false)) {
        return false;
      }
      boolean made = kind.equals("Secret") && makers.makes(namespace, name);
      if (made || cluster.exists(kind, namespace, name)) {
        return !made;
      }
      reporter.missing(
          rule(kind),
          from,
          path + "." + nameField,
          kind,
          namespace,
          name,
          cluster.didYouMean(kind, namespace, name));
      return false;
    }

    private void hasKey(String kind, String name, String key, String path) {
      Set<String> keys = keys(kind, name);
      if (key.isEmpty() || keys == null || keys.contains(key)) {
        return;
      }
      reporter.report(
          rule(kind),
          from,
          path,
          "refers to what does not exist",
          "the " + kind + " '" + name + "' has no key '" + key + "'",
          DidYouMean.hint(key, keys));
    }

    /** The keys of a ConfigMap or Secret, or null when nobody knows them. */
    private @Nullable Set<String> keys(String kind, String name) {
      Manifest manifest = cluster.find(kind, namespace, name);
      if (manifest == null) {
        Set<String> declared = cluster.external().keysOf(kind, namespace, name);
        return declared.isEmpty() ? null : new TreeSet<>(declared);
      }
      // Filled in later by a controller.
      String type = manifest.tree().path("type").asText("");
      if (type.equals("kubernetes.io/service-account-token")) {
        return null;
      }
      Set<String> keys = new TreeSet<>();
      for (String field : new String[] {"data", "binaryData", "stringData"}) {
        manifest.tree().path(field).fieldNames().forEachRemaining(keys::add);
      }
      return keys;
    }

    private static Rule rule(String kind) {
      return kind.equals("Secret") ? Rules.SECRET_EXISTS : Rules.CONFIG_MAP_EXISTS;
    }
  }
}
