{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;

    settings = lib.concatStrings (
      lib.mapAttrsToList (name: value: "${name} ${toString value}\n") (
        {
          dir = "/data";
          port = 6379;
          protected-mode = "no";
          appendonly = if cfg.persistence then "yes" else "no";
          save = if cfg.persistence then "3600 1 300 100" else ''""'';
        }
        // cfg.settings
      )
    );

    ping.exec.command = [
      "sh"
      "-c"
      "redis-cli ping | grep -q PONG"
    ];
  in
  {
    meta = {
      description = "Redis, one server";
      homepage = "https://redis.io";
      version = "7.4.5";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options =
      kix.options.workload {
        image = {
          repository = "docker.io/library/redis";
          tag = "7.4.5-alpine";
        };
        requests = {
          cpu = "50m";
          memory = "64Mi";
        };
        limits.memory = "256Mi";
        securityContext = {
          runAsUser = 999;
          runAsGroup = 1000;
          fsGroup = 1000;
        };
      }
      // {
        persistence = lib.mkOption {
          type = lib.types.bool;
          default = true;
          description = "Whether data survives a restart. Turn it off for a pure cache.";
        };
        storage = kix.options.storage "2Gi";
        settings = lib.mkOption {
          type = lib.types.attrsOf (lib.types.either lib.types.str lib.types.int);
          default = { };
          example = lib.literalExpression ''{ maxmemory = "200mb"; maxmemory-policy = "allkeys-lru"; }'';
          description = "Further settings of redis.conf.";
        };
      };

    resources = {
      serviceAccount = scope.mkResource {
        kind = "ServiceAccount";
        inherit (cfg.serviceAccount) annotations;
        automountServiceAccountToken = false;
      };

      configMap = scope.mkResource {
        kind = "ConfigMap";
        data."redis.conf" = settings;
      };

      statefulSet = scope.mkResource {
        kind = "StatefulSet";
        spec = {
          replicas = 1;
          serviceName = resources.headlessService.out.name;
          selector.matchLabels = scope.selectorLabels;
          template = kix.pod.template {
            inherit scope priorityClasses;
            config = cfg;
            checksum = settings;
            serviceAccountName = resources.serviceAccount.out.name;
            containers = [
              (kix.pod.container {
                config = cfg;
                name = "redis";
                command = [
                  "redis-server"
                  "/etc/redis/redis.conf"
                ];
                ports = [
                  {
                    name = "redis";
                    containerPort = 6379;
                    protocol = "TCP";
                  }
                ];
                livenessProbe = kix.pod.probe cfg.probes.liveness ping;
                readinessProbe = kix.pod.probe cfg.probes.readiness ping;
                volumeMounts = [
                  {
                    name = "config";
                    mountPath = "/etc/redis";
                    readOnly = true;
                  }
                  {
                    name = "data";
                    mountPath = "/data";
                  }
                ];
              })
            ];
            volumes = [
              {
                name = "config";
                configMap.name = resources.configMap.out.name;
              }
            ]
            ++ lib.optional (!cfg.persistence) {
              name = "data";
              emptyDir = { };
            };
          };
          volumeClaimTemplates =
            if cfg.persistence then
              [
                (kix.pod.volumeClaim {
                  name = "data";
                  inherit scope storageClasses;
                  inherit (cfg) storage;
                })
              ]
            else
              null;
        };
      };

      headlessService = scope.mkResource {
        kind = "Service";
        name = scope.mkName "headless";
        spec = {
          clusterIP = "None";
          selector = resources.statefulSet.out.selector;
          ports = [
            {
              name = "redis";
              port = 6379;
              targetPort = "redis";
              protocol = "TCP";
            }
          ];
        };
      };

      service = scope.mkResource {
        kind = "Service";
        spec = {
          type = "ClusterIP";
          selector = resources.statefulSet.out.selector;
          ports = [
            {
              name = "redis";
              port = 6379;
              targetPort = "redis";
              protocol = "TCP";
            }
          ];
        };
      };
    };

    # The shape of valkey's `out`, less the sentinels.
    out = {
      inherit (resources.service.out) name namespace fqdn;
      port = 6379;
    };

    assertions = kix.pod.assertions cfg;
  }
)
