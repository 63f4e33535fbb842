{ kix, lib, name, ... }:
let
  cfg = kix.config.${name};
  port = 8080;
in
kix.mkPackage {
  options = {
    replicas = lib.mkOption {
      type = lib.types.ints.positive;
      default = 2;
      description = ''
        How many pods serve at a time.
      '';
    };
    image = lib.mkOption { type = lib.types.str; };
    resources.requests.cpu = lib.mkOption { type = lib.types.str; default = "100m"; };
    resources.requests.memory = lib.mkOption { type = lib.types.str; default = "128Mi"; };
    ingress.enable = lib.mkEnableOption "an ingress";
  };

  out = {
    deployment = kix.mkResource {
      apiVersion = "apps/v1";
      kind = "Deployment";
      metadata = { inherit name; labels = { app = name; tier = "backend"; }; };
      spec = {
        replicas = cfg.replicas;
        selector.matchLabels.app = name;
        template = {
          metadata.labels.app = name;
          metadata.annotations."prometheus.io/scrape" = "true";
          spec.containers = [
            {
              inherit name;
              inherit (cfg) image resources;
              ports = [ { containerPort = port; name = "http"; } ];
              env = [
                { name = "PORT"; value = toString port; }
                { name = "DATABASE_URL"; value = "postgres://${cfg.database.host}:${toString (cfg.database.port or 5432)}/${name}"; }
              ];
              livenessProbe.httpGet = { path = "/health"; inherit port; };
              readinessProbe = { httpGet = { path = "/ready"; inherit port; }; periodSeconds = 5; };
              securityContext = { runAsNonRoot = true; readOnlyRootFilesystem = true; };
            }
          ] ++ lib.optional (cfg ? sidecar) cfg.sidecar;
        };
      };
    };
    service = kix.mkResource {
      apiVersion = "v1";
      kind = "Service";
      metadata.name = name;
      spec = { selector.app = name; ports = [ { port = 80; targetPort = port; } ]; };
    };
  } // lib.optionalAttrs cfg.ingress.enable {
    ingress = kix.mkResource (import ./ingress.nix { inherit name lib; host = "${name}.example.org"; });
  };
}
