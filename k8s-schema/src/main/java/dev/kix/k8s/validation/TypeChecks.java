package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which checks beyond the schema belong to which API type, wherever the type is used. A switch
 * rather than a table of method references: fifty of those cost 15 ms of start-up.
 *
 * <p>A check may meet values whose parts have wrong types. Those are reported elsewhere; the check
 * must not fail on them.
 */
final class TypeChecks {
  private static final String CORE = "io.k8s.api.core.v1.";
  private static final String APPS = "io.k8s.api.apps.v1.";
  private static final String BATCH = "io.k8s.api.batch.v1.";
  private static final String NETWORKING = "io.k8s.api.networking.v1.";
  private static final String RBAC = "io.k8s.api.rbac.v1.";
  private static final String STORAGE = "io.k8s.api.storage.v1.";
  private static final String ADMISSION = "io.k8s.api.admissionregistration.v1.";
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String EXTENSIONS =
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";

  private TypeChecks() {}

  /** Runs the checks of a type on a value of it. */
  static void run(String type, JsonNode v, Place at, Reporter r) {
    if (!v.isObject()) {
      return;
    }
    switch (type) {
      case META + "ObjectMeta" -> LabelChecks.metadata(v, at.toString(), r);
      case META + "LabelSelector" -> LabelChecks.selector(v, at.toString(), r);
      case CORE + "NodeSelectorRequirement" -> LabelChecks.nodeRequirement(v, at.toString(), r);
      case CORE + "PodSpec" -> {
        PodChecks.pod(v, at.toString(), r);
        PodFieldChecks.pod(v, at, r);
        PodNetworkChecks.pod(v, at, r);
        SecurityContextChecks.hostSettings(v, at, r);
        ClaimChecks.pod(v, at, r);
        LabelChecks.nodeSelector(v, at.toString(), r);
      }
      case CORE + "PodTemplateSpec" -> Fields.needed(v, "spec", at, r);
      case BATCH + "JobTemplateSpec" -> Fields.needed(v, "spec", at, r);
      case CORE + "PodSecurityContext" -> SecurityContextChecks.pod(v, at, r);
      case CORE + "SecurityContext" -> SecurityContextChecks.container(v, at, r);
      case CORE + "PodDNSConfig" -> PodNetworkChecks.dns(v, at, r);
      case CORE + "HostAlias" -> PodNetworkChecks.alias(v, at, r);
      case CORE + "Toleration" -> SchedulingChecks.toleration(v, at, r);
      case CORE + "TopologySpreadConstraint" -> SchedulingChecks.spread(v, at, r);
      case CORE + "PodAffinityTerm" -> SchedulingChecks.podTerm(v, at, r);
      case CORE + "WeightedPodAffinityTerm", CORE + "PreferredSchedulingTerm" ->
          SchedulingChecks.weight(v, at, r);
      case CORE + "NodeSelector" -> SchedulingChecks.nodeSelector(v, at, r);
      case CORE + "NodeSelectorTerm" -> SchedulingChecks.nodeTerm(v, at, r);
      case CORE + "Volume" -> {
        PodChecks.volume(v, at.toString(), r);
        VolumeChecks.volume(v, at, r);
      }
      case CORE + "HostPathVolumeSource" -> VolumeChecks.hostPath(v, at, r);
      case CORE + "NFSVolumeSource" -> VolumeChecks.nfs(v, at, r);
      case CORE + "VolumeProjection" -> VolumeChecks.projection(v, at, r);
      case CORE + "KeyToPath" -> VolumeChecks.item(v, at, r);
      case CORE + "DownwardAPIVolumeFile" -> EnvironmentChecks.file(v, at, r);
      case CORE + "Container", CORE + "EphemeralContainer" -> {
        ContainerChecks.container(v, at.toString(), r);
        HandlerChecks.probes(v, at, r);
      }
      case CORE + "EnvVarSource" -> EnvironmentChecks.variable(v, at, r);
      case CORE + "ExecAction" -> HandlerChecks.exec(v, at, r);
      case CORE + "ContainerPort" -> ContainerChecks.port(v, at.toString(), r);
      case CORE + "EnvVar" -> ContainerChecks.variable(v, at.toString(), r);
      case CORE + "EnvFromSource" -> {
        ContainerChecks.variables(v, at.toString(), r);
        ContainerChecks.variables(v, at, r);
      }
      case CORE + "Probe" -> ContainerChecks.probe(v, at.toString(), r);
      case CORE + "LifecycleHandler" -> {
        ContainerChecks.hook(v, at.toString(), r);
        HandlerChecks.hook(v, at, r);
      }
      case CORE + "HTTPGetAction" -> {
        Ports.numberOrName(v, "port", at.toString(), r);
        HandlerChecks.http(v, at, r);
      }
      case CORE + "TCPSocketAction" -> Ports.numberOrName(v, "port", at.toString(), r);
      case CORE + "GRPCAction" -> Ports.number(v, "port", at.toString(), r);
      case CORE + "ResourceRequirements" -> ResourceChecks.container(v, at, r);
      case CORE + "VolumeMount" -> {
        ContainerChecks.mount(v, at.toString(), r);
        VolumeChecks.mount(v, at, r);
      }
      case APPS + "DeploymentSpec" -> {
        WorkloadChecks.controller(v, at.toString(), r);
        WorkloadChecks.deployment(v, at.toString(), r);
        RolloutChecks.controller(v, at, r);
        RolloutChecks.deployment(v, at, r);
      }
      case APPS + "StatefulSetSpec" -> {
        WorkloadChecks.controller(v, at.toString(), r);
        RolloutChecks.controller(v, at, r);
        RolloutChecks.statefulSet(v, at, r);
      }
      case APPS + "DaemonSetSpec" -> {
        WorkloadChecks.controller(v, at.toString(), r);
        RolloutChecks.controller(v, at, r);
        RolloutChecks.daemonSet(v, at, r);
      }
      case APPS + "ReplicaSetSpec" -> {
        WorkloadChecks.controller(v, at.toString(), r);
        RolloutChecks.controller(v, at, r);
      }
      case CORE + "ReplicationControllerSpec" -> {
        WorkloadChecks.replicationController(v, at, r);
        RolloutChecks.controller(v, at, r);
      }
      case BATCH + "JobSpec" -> {
        WorkloadChecks.job(v, at.toString(), r);
        JobChecks.job(v, at, r);
      }
      case BATCH + "CronJobSpec" -> {
        WorkloadChecks.cronJob(v, at.toString(), r);
        JobChecks.cronJob(v, at, r);
      }
      case CORE + "ServiceSpec" -> {
        ServiceChecks.service(v, at.toString(), r);
        LabelChecks.plainSelector(v, at.toString(), r);
        ServiceTypeChecks.service(v, at, r);
      }
      case CORE + "ServicePort" -> ServiceChecks.port(v, at.toString(), r);
      case NETWORKING + "ServiceBackendPort" -> ServiceChecks.backendPort(v, at.toString(), r);
      case NETWORKING + "IngressBackend" -> ServiceChecks.backend(v, at.toString(), r);
      case NETWORKING + "IngressServiceBackend" -> IngressChecks.service(v, at, r);
      case NETWORKING + "HTTPIngressRuleValue" -> Fields.filledIfThere(v, "paths", at, r);
      case NETWORKING + "HTTPIngressPath" -> ServiceChecks.ingressPath(v, at.toString(), r);
      case NETWORKING + "IngressRule" -> ServiceChecks.rule(v, at.toString(), r);
      case NETWORKING + "IngressSpec" -> {
        ServiceChecks.ingress(v, at.toString(), r);
        IngressChecks.className(v, at, r);
      }
      case NETWORKING + "IPBlock" -> ServiceChecks.block(v, at.toString(), r);
      case NETWORKING + "NetworkPolicyPort" -> ServiceChecks.policyPort(v, at.toString(), r);
      case NETWORKING + "NetworkPolicyPeer" -> ServiceChecks.peer(v, at.toString(), r);
      case CORE + "ConfigMap" -> ConfigChecks.configMap(v, at.toString(), r);
      case CORE + "Secret" -> ConfigChecks.secret(v, at.toString(), r);
      case "io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec",
          "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec",
          "io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscalerSpec" -> {
        PolicyChecks.autoscaler(v, at.toString(), r);
        SmallKindChecks.scaled(v, at, r);
      }
      case "io.k8s.api.autoscaling.v2.MetricSpec" -> PolicyChecks.metric(v, at.toString(), r);
      case "io.k8s.api.policy.v1.PodDisruptionBudgetSpec" ->
          PolicyChecks.budget(v, at.toString(), r);
      case RBAC + "PolicyRule" -> {
        PolicyChecks.rule(v, at.toString(), r);
        RbacChecks.rule(v, at, r);
      }
      case RBAC + "RoleBinding" -> {
        PolicyChecks.roleBinding(v, at.toString(), r);
        RbacChecks.binding(v, at, r);
      }
      case RBAC + "ClusterRoleBinding" -> {
        PolicyChecks.clusterRoleBinding(v, at.toString(), r);
        RbacChecks.binding(v, at, r);
      }
      case RBAC + "Subject" -> {
        PolicyChecks.subject(v, at.toString(), r);
        RbacChecks.subject(v, at, r);
      }
      case CORE + "PersistentVolumeClaimSpec" -> {
        PolicyChecks.claim(v, at.toString(), r);
        StorageChecks.claim(v, at, r);
      }
      case CORE + "PersistentVolumeSpec" -> StorageChecks.volume(v, at, r);
      case STORAGE + "StorageClass" -> StorageChecks.storageClass(v, at, r);
      case CORE + "LimitRangeSpec" -> QuotaChecks.limits(v, at, r);
      case CORE + "ResourceQuotaSpec" -> QuotaChecks.quota(v, at, r);
      case CORE + "LimitRangeItem" -> QuotaChecks.limit(v, at, r);
      case ADMISSION + "MutatingWebhookConfiguration",
          ADMISSION + "ValidatingWebhookConfiguration" ->
          ExtensionChecks.webhooks(v, at, r);
      case ADMISSION + "MutatingWebhook", ADMISSION + "ValidatingWebhook" ->
          ExtensionChecks.webhook(v, at, r);
      case ADMISSION + "WebhookClientConfig" -> ExtensionChecks.client(v, at, r);
      case "io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService" ->
          ExtensionChecks.apiService(v, at, r);
      case "io.k8s.api.flowcontrol.v1.QueuingConfiguration" -> RareKindChecks.queuing(v, at, r);
      case "io.k8s.api.resource.v1.DeviceClaim" -> RareKindChecks.deviceClaim(v, at, r);
      case CORE + "Event" -> RareKindChecks.event(v, "involvedObject", at, r);
      case "io.k8s.api.events.v1.Event" -> RareKindChecks.event(v, "regarding", at, r);
      case CORE + "ProjectedVolumeSource" -> RareKindChecks.projected(v, at, r);
      case "io.k8s.api.node.v1.RuntimeClass" -> SmallKindChecks.runtimeClass(v, at, r);
      case "io.k8s.api.coordination.v1.LeaseSpec" -> SmallKindChecks.lease(v, at, r);
      case NETWORKING + "IngressClass" -> IngressChecks.ingressClass(v, at, r);
      case NETWORKING + "IngressTLS" -> IngressChecks.tls(v, at, r);
      case "io.k8s.api.discovery.v1.EndpointSlice" -> SmallKindChecks.endpointSlice(v, at, r);
      case CORE + "EndpointSubset" -> SmallKindChecks.endpointSubset(v, at, r);
      case "io.k8s.api.autoscaling.v2.CrossVersionObjectReference",
          "io.k8s.api.autoscaling.v1.CrossVersionObjectReference" ->
          SmallKindChecks.scaleTarget(v, at, r);
      case "io.k8s.api.autoscaling.v2.HPAScalingRules" -> SmallKindChecks.scalingRules(v, at, r);
      case "io.k8s.api.autoscaling.v2.MetricTarget" -> SmallKindChecks.metricTarget(v, at, r);
      case "io.k8s.api.scheduling.v1.PriorityClass" ->
          PolicyChecks.priorityClass(v, at.toString(), r);
      case ADMISSION + "ValidatingAdmissionPolicy" -> ExpressionChecks.policy(v, r);
      case "io.k8s.api.resource.v1.CELDeviceSelector",
          "io.k8s.api.resource.v1beta1.CELDeviceSelector",
          "io.k8s.api.resource.v1beta2.CELDeviceSelector" ->
          ExpressionChecks.deviceSelector(v, at, r);
      case EXTENSIONS + "CustomResourceDefinition" ->
          DefinitionChecks.definition(v, at.toString(), r);
      default -> {
        // The schema says all there is to say, or the table of forms.
      }
    }
    if (!isPlain(type)) {
      FieldForms.check(type, v, at, r);
    }
  }

  /** The types that nearly every manifest has, so that the table is read for others only. */
  private static boolean isPlain(String type) {
    return type.startsWith(META)
        || type.startsWith(APPS)
        || switch (type) {
          case CORE + "PodSpec",
              CORE + "PodTemplateSpec",
              CORE + "PodSecurityContext",
              CORE + "SecurityContext",
              CORE + "Container",
              CORE + "ContainerPort",
              CORE + "EnvVar",
              CORE + "EnvVarSource",
              CORE + "EnvFromSource",
              CORE + "SecretKeySelector",
              CORE + "ConfigMapKeySelector",
              CORE + "ConfigMapEnvSource",
              CORE + "SecretEnvSource",
              CORE + "ObjectFieldSelector",
              CORE + "Capabilities",
              CORE + "SeccompProfile",
              CORE + "Probe",
              CORE + "HTTPGetAction",
              CORE + "TCPSocketAction",
              CORE + "ExecAction",
              CORE + "ResourceRequirements",
              CORE + "Volume",
              CORE + "VolumeMount",
              CORE + "ConfigMapVolumeSource",
              CORE + "SecretVolumeSource",
              CORE + "EmptyDirVolumeSource",
              CORE + "ConfigMap",
              CORE + "Secret",
              CORE + "Service",
              CORE + "ServiceSpec",
              CORE + "ServicePort",
              CORE + "ServiceAccount",
              NETWORKING + "Ingress",
              NETWORKING + "IngressSpec",
              NETWORKING + "IngressRule",
              NETWORKING + "IngressTLS",
              NETWORKING + "IngressBackend",
              NETWORKING + "IngressServiceBackend",
              NETWORKING + "ServiceBackendPort",
              NETWORKING + "HTTPIngressRuleValue",
              NETWORKING + "HTTPIngressPath" ->
              true;
          default -> false;
        };
  }
}
