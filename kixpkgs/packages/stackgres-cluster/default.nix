# A PostgreSQL cluster of the operator StackGres, which is installed apart. Its `out` is that of the
# package `postgres`: one can stand in for the other.
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
    name = self.resources.cluster.out.name;
    domain = "${scope.namespace}.svc.cluster.local";
    # The class of the options, else the one that `priorities` gives to the namespace.
    priorityClassName =
      if cfg.scheduling.priorityClassName != null then
        cfg.scheduling.priorityClassName
      else if priorityClasses != null then
        priorityClasses.out.forNamespace scope.namespace
      else
        null;
    unlessEmpty = value: if value == { } || value == [ ] then null else value;
    given = fields: unlessEmpty (lib.filterAttrs (_: v: v != null) fields);
  in
  {
    meta = {
      description = "A PostgreSQL cluster of the operator StackGres";
      homepage = "https://stackgres.io";
      version = "17";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options = kix.options.operated "" // {
      replicas = kix.options.replicas 3;
      profile = lib.mkOption {
        type = lib.types.enum [
          "production"
          "testing"
          "development"
        ];
        default = "production";
        description = "How strictly the operator spreads and sizes the pods.";
      };
      postgres = {
        version = lib.mkOption {
          type = lib.types.str;
          default = "17";
          check = kix.support.check {
            product = "postgresql";
            inherit config;
          };
          description = "Version of PostgreSQL.";
        };
        extensions = lib.mkOption {
          type = lib.types.listOf lib.types.str;
          default = [ ];
          example = [ "timescaledb" ];
          description = "Extensions that the operator installs.";
        };
      };
      storage = kix.options.storage "10Gi";
      sgInstanceProfile = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "SGInstanceProfile with the size of the pods; null takes the operator's default.";
      };
    };

    resources.cluster = scope.mkResource {
      apiVersion = "stackgres.io/v1";
      kind = "SGCluster";
      spec = {
        instances = cfg.replicas;
        inherit (cfg) profile sgInstanceProfile;
        postgres = {
          inherit (cfg.postgres) version;
          extensions = map (name: { inherit name; }) cfg.postgres.extensions;
        };
        pods.persistentVolume = {
          inherit (cfg.storage) size;
          storageClass = kix.pod.storageClassName cfg.storage storageClasses;
        };
        pods.scheduling = given {
          nodeSelector = unlessEmpty cfg.scheduling.nodeSelector;
          tolerations = unlessEmpty cfg.scheduling.tolerations;
          nodeAffinity = cfg.scheduling.affinity.nodeAffinity or null;
          podAffinity = cfg.scheduling.affinity.podAffinity or null;
          podAntiAffinity = cfg.scheduling.affinity.podAntiAffinity or null;
          inherit priorityClassName;
        };
        metadata = given {
          labels = given { clusterPods = unlessEmpty cfg.podLabels; };
          annotations = given { clusterPods = unlessEmpty cfg.podAnnotations; };
        };
      };
    };

    # The operator makes these Services, and the Secret of the superuser.
    out = {
      inherit name;
      inherit (scope) namespace;
      fqdn = "${name}.${domain}";
      # The Service of replicas leads nowhere when there are none.
      readFqdn = if cfg.replicas > 1 then "${name}-replicas.${domain}" else "${name}.${domain}";
      port = 5432;
      database = "postgres";
      user = "postgres";
      inherit (cfg.postgres) version extensions;
      secret = {
        inherit name;
        key = "superuser-password";
      };
    };

    external = [
      (kix.parts.externalDefinition "sgclusters.stackgres.io")
      (kix.parts.externalSecret scope.instanceName [ "superuser-password" ])
    ];
  }
)
