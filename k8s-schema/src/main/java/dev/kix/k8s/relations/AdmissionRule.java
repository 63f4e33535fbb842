package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.cel.AdmissionExpressions;
import dev.kix.k8s.schema.ResourceType;
import dev.kix.k8s.validation.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ValidatingAdmissionPolicies of the cluster that are bound with the action Deny, asked about the
 * cluster's own resources as if they were created now. What only a running server knows (the user,
 * an authorizer, defaults it fills in, parameters that are not among the manifests) lets a resource
 * pass: a finding here is certain. matchPolicy Equivalent is read as Exact.
 */
final class AdmissionRule implements ClusterRule {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Manifest binding : cluster.ofKind("ValidatingAdmissionPolicyBinding")) {
      Manifest policy =
          cluster.find(
              "ValidatingAdmissionPolicy", null, binding.spec().path("policyName").asText(""));
      if (policy != null && has(binding.spec().path("validationActions"), "Deny")) {
        check(policy, binding, cluster, reporter);
      }
    }
  }

  private static void check(
      Manifest policy, Manifest binding, Cluster cluster, ClusterReporter reporter) {
    JsonNode params = params(policy, binding, cluster);
    if (params == null) {
      return;
    }
    AdmissionExpressions expressions =
        AdmissionExpressions.of(policy.tree(), cluster.catalog().version());
    JsonNode constraints = policy.spec().path("matchConstraints");
    JsonNode narrower = binding.spec().path("matchResources");
    for (Manifest resource : cluster.all()) {
      ResourceType type = cluster.catalog().find(resource.groupVersionKind());
      if (type == null
          || type.gvk().group().equals("admissionregistration.k8s.io")
          || !matches(constraints, resource, type, cluster)
          || !narrower.isMissingNode() && !matches(narrower, resource, type, cluster)) {
        continue;
      }
      String namespace = cluster.namespaceOf(resource);
      JsonNode home = namespace == null ? MissingNode.getInstance() : home(namespace, cluster);
      JsonNode request = request(resource, type, namespace);
      var inputs = new AdmissionExpressions.Inputs(resource.tree(), request, params, home);
      for (AdmissionExpressions.Violation violation : expressions.check(inputs)) {
        reporter.report(
            Rules.ADMISSION_POLICY,
            resource,
            null,
            "is refused by the cluster's own admission policy '" + policy.name() + "'",
            violation.message(),
            "the rule: " + violation.expression());
      }
    }
  }

  /** The parameters; missing when the policy takes none, null when they are not to be seen. */
  private static @Nullable JsonNode params(Manifest policy, Manifest binding, Cluster cluster) {
    JsonNode kind = policy.spec().path("paramKind");
    if (!kind.isObject()) {
      return MissingNode.getInstance();
    }
    JsonNode ref = binding.spec().path("paramRef");
    String namespace = ref.path("namespace").textValue();
    Manifest found =
        cluster.find(kind.path("kind").asText(""), namespace, ref.path("name").asText(""));
    return found == null ? null : found.tree();
  }

  private static boolean matches(
      JsonNode match, Manifest resource, ResourceType type, Cluster cluster) {
    JsonNode rules = match.path("resourceRules");
    if (!rules.isEmpty() && !any(rules, resource, type)
        || any(match.path("excludeResourceRules"), resource, type)) {
      return false;
    }
    if (!LabelSelector.matches(match.path("objectSelector"), resource.metadata().path("labels"))) {
      return false;
    }
    String namespace = cluster.namespaceOf(resource);
    JsonNode home =
        resource.kind().equals("Namespace")
            ? resource.tree()
            : namespace == null ? null : home(namespace, cluster);
    return home == null
        || LabelSelector.matches(
            match.path("namespaceSelector"), home.path("metadata").path("labels"));
  }

  private static boolean any(JsonNode rules, Manifest resource, ResourceType type) {
    for (JsonNode rule : rules) {
      String scope = rule.path("scope").asText("*");
      if (hasOrAll(rule.path("apiGroups"), type.gvk().group())
          && hasOrAll(rule.path("apiVersions"), type.gvk().version())
          && hasOrAll(rule.path("operations"), "CREATE")
          && (hasOrAll(rule.path("resources"), type.plural()) || has(rule.path("resources"), "*/*"))
          && (rule.path("resourceNames").isEmpty()
              || has(rule.path("resourceNames"), resource.name()))
          && (scope.equals("*") || scope.equals("Namespaced") == type.namespaced())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOrAll(JsonNode list, String word) {
    return has(list, word) || has(list, "*");
  }

  private static boolean has(JsonNode list, String word) {
    for (JsonNode element : list) {
      if (element.asText("").equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** A namespace, with the label that every one has. */
  private static JsonNode home(String namespace, Cluster cluster) {
    Manifest manifest = cluster.find("Namespace", null, namespace);
    ObjectNode out =
        manifest == null || !manifest.tree().isObject()
            ? JSON.objectNode()
            : manifest.tree().deepCopy();
    ObjectNode metadata = out.withObjectProperty("metadata");
    metadata.put("name", namespace);
    metadata.withObjectProperty("labels").put("kubernetes.io/metadata.name", namespace);
    return out;
  }

  private static JsonNode request(
      Manifest resource, ResourceType type, @Nullable String namespace) {
    GroupVersionKind gvk = type.gvk();
    ObjectNode out = JSON.objectNode();
    out.put("operation", "CREATE");
    out.put("name", resource.name());
    out.put("namespace", namespace == null ? "" : namespace);
    ObjectNode kind = out.putObject("kind");
    ObjectNode plural = out.putObject("resource");
    List<ObjectNode> both = new ArrayList<>(List.of(kind, plural));
    both.forEach(o -> o.put("group", gvk.group()).put("version", gvk.version()));
    kind.put("kind", gvk.kind());
    plural.put("resource", type.plural());
    return out;
  }
}
