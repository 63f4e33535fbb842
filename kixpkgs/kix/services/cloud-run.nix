/**
  `services.cloud-run = { enable = true; app = "registry.example.com/shop:v2"; }`: an image becomes a service with all
  that belongs to one, from autoscaling to monitoring, and with what those need of the cluster.
*/
{
  config,
  lib,
  kix,
  packages,
  ...
}:
let
  inherit (lib) mkDefault mkOption types;

  cfg = config.services.cloud-run;
  image = if cfg.app == null then null else kix.parseImage cfg.app;

  number =
    default: description:
    mkOption {
      type = types.ints.positive;
      inherit default description;
    };
in
{
  options.services.cloud-run = {
    app = mkOption {
      type = types.nullOr kix.options.imageName;
      default = null;
      example = "registry.example.com/shop/api:v2";
      description = ''
        The image that is run: its name with a tag or a digest, or what `kix.buildImage` gives. It must be set when
        the service is enabled.
      '';
    };
    host = mkOption {
      type = types.str;
      default = "${cfg.name}.localhost";
      defaultText = lib.literalExpression ''"''${config.services.cloud-run.name}.localhost"'';
      example = "api.example.com";
      description = ''
        Name under which the service is reached from outside. Names below `localhost` lead to the machine one
        sits at, which is right for a cluster on it.
      '';
    };
    port = mkOption {
      type = types.port;
      default = 8080;
      description = "Port that the program listens on; it is told by the variable `PORT`.";
    };
    minReplicas = number 2 "Pods that run at the least.";
    maxReplicas = number 10 "Pods that run at the most.";
    monitoring = mkOption {
      type = types.bool;
      default = true;
      description = ''
        Whether a ServiceMonitor makes the program's metrics known. It turns on `monitoring`, with discovery by
        the Prometheus operator.
      '';
    };
  };

  config = lib.mkIf cfg.enable {
    services =
      {
        cloud-run.config = {
          image = lib.mkIf (image != null) {
            repository = mkDefault image.repository;
            tag = lib.mkIf (image.tag != null) (mkDefault image.tag);
            digest = mkDefault image.digest;
          };
          port = mkDefault cfg.port;
          autoscaling = {
            enabled = mkDefault true;
            minReplicas = mkDefault cfg.minReplicas;
            maxReplicas = mkDefault cfg.maxReplicas;
          };
          ingress.hosts = mkDefault [ cfg.host ];
          networkPolicy.enabled = mkDefault true;
        };
        # Its class answers for the Ingress, its numbers are what the autoscaler goes by.
        ingress-nginx.enable = mkDefault true;
        metrics-server.enable = mkDefault true;
      }
      // lib.optionalAttrs (packages ? prometheus-stack) {
        # Without it, nobody would read the metrics that the ServiceMonitor makes known.
        prometheus-stack.enable = lib.mkIf (
          cfg.monitoring && config.monitoring.enabled && config.monitoring.discovery == "operator"
        ) (mkDefault true);
      };
    assertions = [
      {
        assertion = cfg.app != null;
        message = ''
          services.cloud-run is enabled, but there is nothing to run:
          set services.cloud-run.app to an image, such as "registry.example.com/shop/api:v2".'';
      }
      {
        assertion = image == null || image.tag != null || image.digest != null;
        message = ''
          services.cloud-run.app = "${toString cfg.app}" has neither a tag nor a digest:
          what it means changes without anybody changing it. Add a tag, such as "${toString cfg.app}:v2".'';
      }
    ];
    monitoring = lib.mkIf cfg.monitoring {
      enabled = mkDefault true;
      discovery = mkDefault "operator";
    };
  };
}
