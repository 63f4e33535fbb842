package dev.kix.k8s;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every rule there is, with its stable id: what {@link RulePolicy} and the manual speak of. */
public final class Rules {
  // A file as a text.
  public static final Rule YAML_SYNTAX =
      text("yaml-syntax", Severity.ERROR, "A file is YAML or JSON, and of a sane size and depth.");
  public static final Rule YAML_DUPLICATE_KEY =
      text("yaml-duplicate-key", Severity.ERROR, "No key is twice in one object.");
  public static final Rule YAML_AMBIGUOUS =
      text(
          "yaml-ambiguous",
          Severity.WARNING,
          "A scalar without quotes means the same to all readers of YAML (not NO, 010, 1_000).");

  // One resource against its API.
  public static final Rule MANIFEST_KIND =
      error("manifest-kind", "A manifest is an object with apiVersion, kind and a name.");
  public static final Rule API_REMOVED =
      error("api-removed", "The target Kubernetes version no longer serves the API.");
  public static final Rule API_NOT_YET =
      error("api-not-yet", "The target Kubernetes version does not serve the API yet.");
  public static final Rule API_DEPRECATED =
      warning("api-deprecated", "The target Kubernetes version calls the API deprecated.");
  public static final Rule API_UNKNOWN =
      error("api-unknown", "No Kubernetes version serves the API.");
  public static final Rule CRD_MISSING =
      error("crd-missing", "A custom resource needs its CustomResourceDefinition.");
  public static final Rule SCHEMA_TYPE =
      error("schema-type", "A value has the type its field has.");
  public static final Rule SCHEMA_UNKNOWN_FIELD =
      error("schema-unknown-field", "A field exists in the API.");
  public static final Rule SCHEMA_REQUIRED =
      error("schema-required", "A field that must be there is there.");
  public static final Rule SCHEMA_ENUM =
      error("schema-enum", "A value is one of those the API allows.");
  public static final Rule SCHEMA_FORMAT =
      error("schema-format", "A value has the format its field demands.");
  public static final Rule SCHEMA_CONSTRAINT =
      error("schema-constraint", "A value is within the limits its definition sets.");
  public static final Rule SCHEMA_DUPLICATE =
      error("schema-duplicate", "No two elements of a keyed list or set are the same.");
  public static final Rule DEPRECATED_FIELD =
      warning("deprecated-field", "A field is not deprecated.");
  public static final Rule METADATA_NAME =
      error("metadata-name", "A name has the form its kind demands (RFC 1123, RFC 1035).");
  public static final Rule METADATA_LABELS =
      error("metadata-labels", "Label keys and values have the form labels have.");
  public static final Rule METADATA_ANNOTATIONS =
      error("metadata-annotations", "Annotation keys have their form; all together fit 256 KiB.");
  public static final Rule METADATA_NAMESPACE =
      error("metadata-namespace", "The namespace of a resource is the name of one (RFC 1123).");
  public static final Rule METADATA_NAMESPACE_UNUSED =
      warning(
          "metadata-namespace-unused", "Cluster-scoped kinds have no namespace; it is dropped.");
  public static final Rule OBJECT_SIZE =
      error("object-size", "A resource fits into one request (1.5 MiB), its data into 1 MiB.");
  public static final Rule CONFIG_KEYS =
      error("config-keys", "Keys of ConfigMaps and Secrets can be file names.");
  public static final Rule POD_NAMES =
      error("pod-names", "Containers, volumes and ports have well-formed, distinct names.");
  public static final Rule PORT_RANGE = error("port-range", "A port is between 1 and 65535.");
  public static final Rule POD_VOLUMES =
      error("pod-volume-mounts", "What a container mounts is a volume of its pod.");
  public static final Rule ONE_OF =
      error("one-of", "Exactly one of several alternatives is given.");
  public static final Rule POD_RESOURCES =
      error("pod-resources", "A container requests no more than its limit.");
  public static final Rule POD_RESTART =
      error("pod-restart-policy", "The restart policy is one the owner of the pod allows.");
  public static final Rule SELECTOR_MATCHES_TEMPLATE =
      error("selector-template", "A workload's selector matches its own pod template.");
  public static final Rule SELECTOR_FORM =
      error("selector-form", "A selector's operators have the values they need.");
  public static final Rule VALUE_RANGE =
      error("value-range", "A number is within what the server accepts.");
  public static final Rule SERVICE_PORTS =
      error("service-ports", "A Service's ports have distinct names and numbers.");
  public static final Rule CRD_FORM =
      error("crd-form", "A CustomResourceDefinition is consistent in itself.");

  public static final Rule CRD_SCHEMA =
      error("crd-schema", "The schema of a CustomResourceDefinition is structural.");
  public static final Rule CRD_RULE =
      error("crd-rule", "The CEL rules of a CustomResourceDefinition compile.");
  public static final Rule ADMISSION_EXPRESSION =
      error(
          "admission-expression",
          "The CEL expressions of an admission policy or a device selector compile.");
  public static final Rule CUSTOM_RULE =
      error("custom-rule", "A custom resource keeps the CEL rules of its definition.");

  // Between resources.
  public static final Rule DUPLICATE_RESOURCE =
      relation("duplicate-resource", "No two resources have the same kind, namespace and name.");
  public static final Rule MANAGED_BY =
      relation("managed-by", "Every resource has the label app.kubernetes.io/managed-by.");
  public static final Rule NAMESPACE_EXISTS =
      relation("namespace-exists", "The namespace of a resource exists.");
  public static final Rule SERVICE_ACCOUNT_EXISTS =
      relation("service-account-exists", "The ServiceAccount a pod runs as exists.");
  public static final Rule ROLE_EXISTS =
      partRelation("role-exists", "The role a binding refers to exists.");
  public static final Rule BINDING_SUBJECTS =
      relationWarning("binding-subject-exists", "The ServiceAccounts a binding names exist.");
  public static final Rule CONFIG_MAP_EXISTS =
      relation("config-map-exists", "The ConfigMaps a pod uses exist, with the keys it names.");
  public static final Rule SECRET_EXISTS =
      relation("secret-exists", "The Secrets a pod or an Ingress uses exist, with the keys named.");
  public static final Rule PVC_EXISTS =
      relation("pvc-exists", "The PersistentVolumeClaims a pod mounts exist.");
  public static final Rule SERVICE_SELECTOR =
      partRelation("service-selector", "A Service's selector matches the labels of some pods.");
  public static final Rule SERVICE_TARGET_PORT =
      partRelation(
          "service-target-port", "A Service's target port is a port of the pods it selects.");
  public static final Rule SERVICE_SELECTOR_UNSURE =
      relationWarning(
          "service-selector-unsure",
          "A Service's selector matches pods that are seen, not ones an operator may make.");
  public static final Rule SERVICE_TARGET_PORT_NUMBER =
      relationWarning(
          "service-target-port-number", "A Service's numbered target port is a listed one.");
  public static final Rule WEBHOOK_SERVICE =
      relation("webhook-service", "The Service that the API server calls exists.");
  public static final Rule HPA_TARGET =
      partRelation("hpa-target", "What a HorizontalPodAutoscaler scales exists and can be scaled.");
  public static final Rule PDB_SELECTOR =
      partRelation(
          "pdb-selector", "A PodDisruptionBudget's selector matches the labels of some pods.");
  public static final Rule INGRESS_BACKEND =
      partRelation("ingress-backend", "An Ingress's backend is a Service and a port of it.");
  public static final Rule NETWORK_POLICY_SELECTOR =
      relationWarning("network-policy-selector", "A NetworkPolicy's selectors match some pods.");
  public static final Rule STATEFUL_SET_SERVICE =
      partRelation("stateful-set-service", "The Service a StatefulSet names exists.");
  public static final Rule PRIORITY_CLASS_EXISTS =
      relation("priority-class-exists", "The PriorityClass a pod names exists.");
  public static final Rule STORAGE_CLASS_EXISTS =
      relation("storage-class-exists", "The StorageClass a claim names exists.");
  public static final Rule INGRESS_CLASS_EXISTS =
      partRelation("ingress-class-exists", "The IngressClass an Ingress names exists.");

  public static final Rule PROBE_PORT =
      relation("probe-port", "A port that a probe or hook names is one of its container.");
  public static final Rule PROBE_PORT_NUMBER =
      relationOff("probe-port-number", "A numbered port that a probe asks is a listed one.");
  public static final Rule HPA_REQUESTS =
      partRelation(
          "hpa-requests",
          "Pods that are scaled by the utilization of a resource request that resource.");

  public static final Rule ADMISSION_POLICY =
      relation(
          "admission-policy",
          "A resource passes the ValidatingAdmissionPolicies of its own cluster.");
  public static final Rule MONITOR_SELECTOR =
      relationWarning(
          "monitor-selector", "A ServiceMonitor or PodMonitor finds something, and its port.");

  // What works and is a risk.
  public static final Rule POD_SECURITY =
      posture(
          "pod-security",
          Severity.ERROR,
          "Pods meet the Pod Security Standard that their namespace enforces.");
  public static final Rule POD_SECURITY_WARN =
      posture(
          "pod-security-warn",
          Severity.WARNING,
          "Pods meet the Pod Security Standard that their namespace warns about or audits.");
  public static final Rule POD_BASELINE =
      posture(
          "pod-baseline",
          Severity.WARNING,
          "Pods meet the standard baseline where their namespace sets none.");
  public static final Rule POD_RESTRICTED =
      postureOff(
          "pod-restricted", "Pods meet the standard restricted where their namespace sets none.");
  public static final Rule READ_ONLY_ROOT =
      postureOff("read-only-root", "The root file system of a container is read-only.");
  public static final Rule IMAGE_TAG =
      posture("image-tag", Severity.WARNING, "An image has a digest, or a tag other than latest.");
  public static final Rule IMAGE_DIGEST =
      postureOff("image-digest", "An image is named by its digest.");
  public static final Rule SECRET_IN_ENV =
      posture(
          "secret-in-env",
          Severity.WARNING,
          "No environment variable has a password or key as a plain value.");
  public static final Rule SECRET_IN_CONFIG_MAP =
      posture("secret-in-config-map", Severity.WARNING, "No ConfigMap holds a password or key.");
  public static final Rule RBAC_WILDCARD =
      posture("rbac-wildcard", Severity.WARNING, "A role names its verbs and resources.");
  public static final Rule RBAC_ESCALATION =
      posture(
          "rbac-escalation", Severity.WARNING, "A role does not let its holder take more rights.");
  public static final Rule RBAC_CLUSTER_ADMIN =
      posture("rbac-cluster-admin", Severity.WARNING, "Nobody is bound to cluster-admin.");
  public static final Rule RBAC_ANONYMOUS =
      posture("rbac-anonymous", Severity.ERROR, "No role is bound to anonymous or to all users.");
  public static final Rule POD_REQUESTS =
      posture(
          "pod-requests",
          Severity.WARNING,
          "A container requests processor time and memory, and has a limit of memory.");
  public static final Rule PDB_BLOCKS_EVICTION =
      posture(
          "pdb-blocks-eviction",
          Severity.WARNING,
          "A PodDisruptionBudget lets pods be moved when a node is drained.");
  public static final Rule POD_SPREAD = postureOff("pod-spread", "Replicas are spread over nodes.");
  public static final Rule POD_PROBES =
      postureOff("pod-probes", "Containers behind a Service have a readiness probe.");
  public static final Rule POD_ISOLATION =
      postureOff("pod-isolation", "Every pod is selected by a NetworkPolicy.");
  public static final Rule DEFAULT_SERVICE_ACCOUNT =
      postureOff("default-service-account", "Pods do not run as the ServiceAccount default.");
  public static final Rule SERVICE_EXPOSED =
      postureOff("service-exposed", "A Service is reached from inside the cluster only.");
  public static final Rule JOB_TTL = postureOff("job-ttl", "A finished Job goes away by itself.");
  public static final Rule RUNTIME_SOCKET =
      posture(
          "runtime-socket",
          Severity.WARNING,
          "No container can talk to the container runtime of its node.");
  public static final Rule HOST_MOUNTS =
      postureOff("host-mounts", "No container mounts a folder that the node itself lives from.");
  public static final Rule HOST_MOUNT_WRITABLE =
      postureOff("host-mount-writable", "A container mounts folders of its node for reading only.");
  public static final Rule NET_RAW =
      postureOff("net-raw", "A container drops the capability NET_RAW.");
  public static final Rule PRIVILEGED_PORTS =
      postureOff("privileged-ports", "A container listens on ports from 1024 up.");
  public static final Rule SSH_PORT = postureOff("ssh-port", "A container does not offer SSH.");
  public static final Rule SECRET_FROM_ENV =
      postureOff("secret-from-env", "A container reads its secrets from files.");
  public static final Rule POD_READINESS =
      postureOff("pod-readiness", "Every container that stays has a readiness probe.");
  public static final Rule POD_LIVENESS =
      postureOff("pod-liveness", "Every container that stays has a liveness probe.");
  public static final Rule POD_NODE_AFFINITY =
      postureOff("pod-node-affinity", "Pods say which nodes they want.");
  public static final Rule DNS_NDOTS =
      postureOff("dns-ndots", "Pods look names up with two dots as they are.");
  public static final Rule MIN_REPLICAS =
      postureOff("min-replicas", "What can be scaled has three replicas or more.");
  public static final Rule HPA_REPLICAS =
      postureOff("hpa-replicas", "A HorizontalPodAutoscaler keeps three replicas or more.");
  public static final Rule ROLLING_UPDATE =
      postureOff("rolling-update", "Pods are replaced step by step.");
  public static final Rule PDB_UNHEALTHY_PODS =
      postureOff(
          "pdb-unhealthy-pods", "A PodDisruptionBudget says what becomes of unhealthy pods.");
  public static final Rule RBAC_SECRETS =
      postureOff("rbac-secrets", "No binding gives access to all Secrets.");
  public static final Rule RBAC_WORKLOADS =
      postureOff("rbac-workloads", "No binding gives the right to create pods.");
  public static final Rule SCC_PRIVILEGED =
      posture(
          "scc-privileged",
          Severity.WARNING,
          "OpenShift's SecurityContextConstraints let no container be privileged.");
  public static final Rule OWNER_LABEL =
      postureOff("owner-label", "A workload has a label 'owner' or 'team'.");
  public static final Rule CONTACT_ANNOTATION =
      postureOff(
          "contact-annotation",
          "A workload has an annotation 'email' or 'contact' with an address.");
  public static final Rule DEFAULT_NAMESPACE =
      postureOff("default-namespace", "Nothing is in the namespace default.");

  /** Every rule, in the order of the manual. */
  public static final List<Rule> ALL =
      List.of(
          YAML_SYNTAX,
          YAML_DUPLICATE_KEY,
          YAML_AMBIGUOUS,
          MANIFEST_KIND,
          API_REMOVED,
          API_NOT_YET,
          API_DEPRECATED,
          API_UNKNOWN,
          CRD_MISSING,
          SCHEMA_TYPE,
          SCHEMA_UNKNOWN_FIELD,
          SCHEMA_REQUIRED,
          SCHEMA_ENUM,
          SCHEMA_FORMAT,
          SCHEMA_CONSTRAINT,
          SCHEMA_DUPLICATE,
          DEPRECATED_FIELD,
          METADATA_NAME,
          METADATA_LABELS,
          METADATA_ANNOTATIONS,
          METADATA_NAMESPACE,
          METADATA_NAMESPACE_UNUSED,
          OBJECT_SIZE,
          CONFIG_KEYS,
          POD_NAMES,
          PORT_RANGE,
          POD_VOLUMES,
          ONE_OF,
          POD_RESOURCES,
          POD_RESTART,
          SELECTOR_MATCHES_TEMPLATE,
          SELECTOR_FORM,
          VALUE_RANGE,
          SERVICE_PORTS,
          CRD_FORM,
          CRD_SCHEMA,
          CRD_RULE,
          ADMISSION_EXPRESSION,
          CUSTOM_RULE,
          DUPLICATE_RESOURCE,
          MANAGED_BY,
          NAMESPACE_EXISTS,
          SERVICE_ACCOUNT_EXISTS,
          ROLE_EXISTS,
          BINDING_SUBJECTS,
          CONFIG_MAP_EXISTS,
          SECRET_EXISTS,
          PVC_EXISTS,
          SERVICE_SELECTOR,
          SERVICE_TARGET_PORT,
          SERVICE_SELECTOR_UNSURE,
          SERVICE_TARGET_PORT_NUMBER,
          WEBHOOK_SERVICE,
          HPA_TARGET,
          PDB_SELECTOR,
          INGRESS_BACKEND,
          NETWORK_POLICY_SELECTOR,
          STATEFUL_SET_SERVICE,
          PRIORITY_CLASS_EXISTS,
          STORAGE_CLASS_EXISTS,
          INGRESS_CLASS_EXISTS,
          PROBE_PORT,
          PROBE_PORT_NUMBER,
          HPA_REQUESTS,
          ADMISSION_POLICY,
          MONITOR_SELECTOR,
          POD_SECURITY,
          POD_SECURITY_WARN,
          POD_BASELINE,
          POD_RESTRICTED,
          READ_ONLY_ROOT,
          IMAGE_TAG,
          IMAGE_DIGEST,
          SECRET_IN_ENV,
          SECRET_IN_CONFIG_MAP,
          RBAC_WILDCARD,
          RBAC_ESCALATION,
          RBAC_CLUSTER_ADMIN,
          RBAC_ANONYMOUS,
          POD_REQUESTS,
          PDB_BLOCKS_EVICTION,
          POD_SPREAD,
          POD_PROBES,
          POD_ISOLATION,
          DEFAULT_SERVICE_ACCOUNT,
          SERVICE_EXPOSED,
          JOB_TTL,
          RUNTIME_SOCKET,
          HOST_MOUNTS,
          HOST_MOUNT_WRITABLE,
          NET_RAW,
          PRIVILEGED_PORTS,
          SSH_PORT,
          SECRET_FROM_ENV,
          POD_READINESS,
          POD_LIVENESS,
          POD_NODE_AFFINITY,
          DNS_NDOTS,
          MIN_REPLICAS,
          HPA_REPLICAS,
          ROLLING_UPDATE,
          PDB_UNHEALTHY_PODS,
          RBAC_SECRETS,
          RBAC_WORKLOADS,
          SCC_PRIVILEGED,
          OWNER_LABEL,
          CONTACT_ANNOTATION,
          DEFAULT_NAMESPACE);

  private static final Map<String, Rule> BY_ID = new LinkedHashMap<>();

  static {
    for (Rule rule : ALL) {
      BY_ID.put(rule.id(), rule);
    }
  }

  private Rules() {}

  /** The rule with that id, or null. */
  public static @Nullable Rule byId(String id) {
    return BY_ID.get(id);
  }

  private static Rule error(String id, String summary) {
    return new Rule(id, RuleGroup.MANIFEST, Severity.ERROR, true, summary);
  }

  private static Rule warning(String id, String summary) {
    return new Rule(id, RuleGroup.MANIFEST, Severity.WARNING, true, summary);
  }

  private static Rule text(String id, Severity severity, String summary) {
    return new Rule(id, RuleGroup.TEXT, severity, true, summary);
  }

  private static Rule relation(String id, String summary) {
    return new Rule(id, RuleGroup.RELATIONS, Severity.ERROR, true, summary);
  }

  /** A relation without which a part does nothing, and everything else works. */
  private static Rule partRelation(String id, String summary) {
    return relation(id, summary).warningInCharts();
  }

  private static Rule relationWarning(String id, String summary) {
    return new Rule(id, RuleGroup.RELATIONS, Severity.WARNING, true, summary);
  }

  private static Rule relationOff(String id, String summary) {
    return new Rule(id, RuleGroup.RELATIONS, Severity.WARNING, false, summary);
  }

  private static Rule posture(String id, Severity severity, String summary) {
    return new Rule(id, RuleGroup.POSTURE, severity, true, summary);
  }

  private static Rule postureOff(String id, String summary) {
    return new Rule(id, RuleGroup.POSTURE, Severity.WARNING, false, summary);
  }
}
