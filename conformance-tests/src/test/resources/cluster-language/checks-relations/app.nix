{ scope, lib }:
let
  resources = { requests = { cpu = "1m"; memory = "1Mi"; }; limits.memory = "1Mi"; };
  pod = name: spec: {
    metadata.labels.app = name;
    spec = { containers = [ ({ name = "web"; image = "web:1"; inherit resources; } // (spec.container or { })) ]; } // removeAttrs spec [ "container" ];
  };
  deployment =
    name: spec:
    scope.mkResource {
      kind = "Deployment";
      inherit name;
      spec = { selector.matchLabels.app = name; template = pod name spec; };
    };
  service = name: spec: scope.mkResource { kind = "Service"; inherit name spec; };
  settings = scope.mkResource { kind = "ConfigMap"; name = "settings"; data.level = "1"; };
in
{
  resources = {
    inherit settings;
    account = deployment "account" { serviceAccountName = "nobody"; };
    role-binding = scope.mkResource {
      kind = "RoleBinding";
      name = "binding";
      roleRef = { apiGroup = "rbac.authorization.k8s.io"; kind = "Role"; name = "nowhere"; };
      subjects = [ ];
    };
    cluster-role-binding = scope.mkResource {
      kind = "ClusterRoleBinding";
      name = "binding";
      roleRef = { apiGroup = "rbac.authorization.k8s.io"; kind = "ClusterRole"; name = "nowhere"; };
      subjects = [ ];
    };
    config-map = deployment "config-map" { volumes = [ { name = "x"; configMap.name = "nowhere"; } ]; };
    config-map-key = deployment "config-map-key" {
      container.env = [ { name = "A"; valueFrom.configMapKeyRef = { name = "settings"; key = "levle"; }; } ];
    };
    secret = deployment "secret" { container.envFrom = [ { secretRef.name = "nowhere"; } ]; };
    claim = deployment "claim" { volumes = [ { name = "x"; persistentVolumeClaim.claimName = "nowhere"; } ]; };
    selector = service "selector" { selector.app = "nobody"; ports = [ { port = 80; } ]; };
    port = service "port" { selector.app = "account"; ports = [ { port = 80; targetPort = "http"; } ]; };
    autoscaler = scope.mkResource {
      kind = "HorizontalPodAutoscaler";
      spec = { maxReplicas = 2; scaleTargetRef = { apiVersion = "apps/v1"; kind = "Deployment"; name = "nowhere"; }; };
    };
    budget = scope.mkResource { kind = "PodDisruptionBudget"; spec = { minAvailable = 1; selector.matchLabels.app = "nobody"; }; };
    ingress = scope.mkResource {
      kind = "Ingress";
      spec.defaultBackend.service = { name = "nowhere"; port.number = 80; };
    };
    ingress-port = scope.mkResource {
      kind = "Ingress";
      name = "ingress-port";
      spec.ingressClassName = "nowhere";
      spec.defaultBackend.service = { name = "port"; port.number = 81; };
    };
    policy = scope.mkResource { kind = "NetworkPolicy"; spec = { podSelector.matchLabels.app = "nobody"; policyTypes = [ "Ingress" ]; }; };
    stateful = scope.mkResource {
      kind = "StatefulSet";
      name = "stateful";
      spec = { serviceName = "nowhere"; selector.matchLabels.app = "stateful"; template = pod "stateful" { }; };
    };
    priority = deployment "priority" { priorityClassName = "nowhere"; };
    storage = scope.mkResource {
      kind = "PersistentVolumeClaim";
      spec = { storageClassName = "nowhere"; accessModes = [ "ReadWriteOnce" ]; resources.requests.storage = "1Gi"; };
    };
    elsewhere = scope.mkResource { kind = "ConfigMap"; namespace = "elsewhere"; data = { }; };
    twice = settings;
    unmanaged = {
      apiVersion = "v1";
      kind = "ConfigMap";
      metadata = { name = "unmanaged"; namespace = "shop"; };
    };
  };
}
