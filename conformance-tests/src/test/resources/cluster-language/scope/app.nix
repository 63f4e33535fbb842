{ scope, lib }:
let
  config = name: args: scope.mkResource ({ kind = "ConfigMap"; inherit name; } // args);
in
{
  resources = {
    facts = config "facts" {
      data = {
        inherit (scope) instanceName namespace cluster kubernetesVersion;
        name = scope.mkName "worker";
        labels = builtins.toJSON scope.labels;
        selectorLabels = builtins.toJSON scope.selectorLabels;
      };
    };
    # By default the instance's name, its namespace, and the preferred version of the kind.
    defaults = scope.mkResource { kind = "HorizontalPodAutoscaler"; spec = { maxReplicas = 2; scaleTargetRef = { apiVersion = "apps/v1"; kind = "Deployment"; name = "app"; }; }; };
    custom = scope.mkResource { kind = "Widget"; spec.size = 1; };
    # A name without the instance's prefix is kept as given.
    other = config "other" { namespace = "elsewhere"; };
    wide = scope.mkResource { kind = "ClusterRole"; rules = [ ]; };
    full = scope.mkResource {
      kind = "ConfigMap";
      name = scope.mkName "full";
      labels.a = "1";
      annotations.b = "2";
      metadata = {
        labels.c = "3";
        annotations.d = "4";
        finalizers = [ "example.com/x" ];
      };
      data = { };
      binaryData = null;
    };
    # Empty sets and lists mean something, null drops a field.
    policy = scope.mkResource {
      kind = "NetworkPolicy";
      annotations = null;
      spec = { podSelector = { }; ingress = [ ]; egress = null; policyTypes = [ null "Ingress" ]; };
    };
    workload = scope.mkResource {
      kind = "Deployment";
      spec = {
        selector.matchLabels = scope.selectorLabels;
        template = {
          metadata.labels = scope.selectorLabels;
          spec = {
            containers = [ { name = "app"; image = "app:1"; volumeMounts = [ { name = "tmp"; mountPath = "/tmp"; } ]; } ];
            volumes = [ { name = "tmp"; emptyDir = { }; } ];
          };
        };
      };
    };
  };
}
