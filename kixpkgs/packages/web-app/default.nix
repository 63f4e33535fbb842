# Any program that answers HTTP, behind a Service; an Ingress when it has hosts.
{
  scope,
  lib,
  kix,
  config,
  clusterIssuer ? null,
  ingressNginx ? null,
  traefik ? null,
  priorityClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
  in
  {
    meta = {
      description = "A web application: any image that answers HTTP";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/nginxinc/nginx-unprivileged";
      tag = "1.29.1-alpine";
    };
    replicas = 2;
    requests = {
      cpu = "50m";
      memory = "64Mi";
    };
    limits.memory = "256Mi";
    securityContext.runAsUser = 10001;
    autoscaling = { };
    ingress = true;
    networkPolicy = false;

    options = {
      port = kix.options.port "Port the program listens on." 8080;
      command = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Command to run; an empty list runs what the image says.";
      };
      args = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Arguments of the command.";
      };
      healthPath = lib.mkOption {
        type = lib.types.strMatching "/.*";
        default = "/";
        example = "/healthz";
        description = "Path that answers 200 when the program can serve.";
      };
      metrics.path = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "/.*");
        default = null;
        example = "/metrics";
        description = "Path of the metrics; null when the program has none.";
      };
      writable = lib.mkOption {
        type = lib.types.listOf (lib.types.strMatching "/.*");
        default = [ "/tmp" ];
        description = "Folders the program may write to; their content goes with the pod.";
      };
    };

    inherit (cfg) command args writable;
    env.PORT = cfg.port;
    ports = [
      {
        name = "http";
        inherit (cfg) port;
        servicePort = 80;
      }
    ];
    probe.httpGet = {
      path = cfg.healthPath;
      port = "http";
    };
    metrics = {
      name = "http";
      inherit (cfg) port;
      inherit (cfg.metrics) path;
      enabled = cfg.metrics.path != null;
    };
    controller.strategy = {
      type = "RollingUpdate";
      rollingUpdate.maxUnavailable = 0;
    };
  }
)
