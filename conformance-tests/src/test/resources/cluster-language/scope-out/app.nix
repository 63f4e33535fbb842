{ scope, lib, self }:
let
  inherit (self) resources;
  pod = {
    metadata.labels = scope.selectorLabels;
    spec.containers = [
      {
        name = "app";
        image = "app:1";
        resources = { requests = { cpu = "1m"; memory = "1Mi"; }; limits.memory = "1Mi"; };
        env = [ { name = "LEVEL"; valueFrom = resources.settings.out.keyRef "level"; } ];
        envFrom = [ resources.password.out.envFrom ];
      }
    ];
    spec.serviceAccountName = resources.account.out.name;
    spec.volumes = [
      ({ name = "settings"; } // resources.settings.out.volume)
      ({ name = "password"; } // resources.password.out.volume)
      ({ name = "data"; } // resources.claim.out.volume)
    ];
  };
in
{
  resources = {
    settings = scope.mkResource { kind = "ConfigMap"; name = "settings"; data.level = "1"; };
    password = scope.mkResource { kind = "Secret"; name = "password"; stringData.word = "x"; };
    claim = scope.mkResource {
      kind = "PersistentVolumeClaim";
      spec = { accessModes = [ "ReadWriteOnce" ]; resources.requests.storage = "1Gi"; };
    };
    account = scope.mkResource { kind = "ServiceAccount"; };
    role = scope.mkResource { kind = "Role"; rules = [ ]; };
    binding = scope.mkResource {
      kind = "RoleBinding";
      roleRef = resources.role.out.roleRef;
      subjects = [ resources.account.out.subject ];
    };
    workload = scope.mkResource {
      kind = "Deployment";
      spec = { selector.matchLabels = scope.selectorLabels; template = pod; };
    };
    service = scope.mkResource {
      kind = "Service";
      spec = {
        selector = resources.workload.out.selector;
        ports = [ { name = "http"; port = 80; } { name = "metrics"; port = 9090; } ];
      };
    };
    scaler = scope.mkResource {
      kind = "HorizontalPodAutoscaler";
      spec = { maxReplicas = 2; scaleTargetRef = resources.workload.out.scaleTargetRef; };
    };
    ingress = scope.mkResource {
      kind = "Ingress";
      spec.defaultBackend = resources.service.out.backend "http";
    };
    facts = scope.mkResource {
      kind = "ConfigMap";
      data =
        let
          service = resources.service.out;
          common = { inherit (service) name namespace kind apiVersion; };
        in
        common
        // {
          inherit (service) fqdn host;
          port = toString service.port;
          ports = builtins.toJSON service.ports;
          ref = builtins.toJSON service.ref;
          labels = builtins.toJSON service.labels;
          selector = builtins.toJSON resources.workload.out.selector;
          cluster-wide = builtins.toJSON resources.wide.out.namespace;
        };
    };
    wide = scope.mkResource { kind = "ClusterRole"; rules = [ ]; };
  };
}
