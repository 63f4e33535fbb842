# Clusters of N instances and about 5 N resources, to measure with:
#
#   kix build conformance-tests/src/test/resources/scale#instances-2000 --no-link
#
# Each namespace has a database and 19 applications that find it by injection. A wildcard reaches all.
let
  perNamespace = 20;

  body =
    { scope, lib, kix, db ? null }:
    kix.mkPackage (
      self:
      let
        inherit (self) config resources;
      in
      {
        meta.description = "An application of five resources";
        options =
          kix.options.workload {
            image = { repository = "example.com/app"; tag = "1"; };
            requests = { cpu = "10m"; memory = "32Mi"; };
            limits.memory = "64Mi";
            securityContext.runAsUser = 1000;
          }
          // {
            replicas = lib.mkOption { type = lib.types.int; default = 2; check = v: v >= 0; };
            port = lib.mkOption { type = lib.types.port; default = 8080; };
          };
        resources = {
          serviceAccount = scope.mkResource { kind = "ServiceAccount"; };
          configMap = scope.mkResource {
            kind = "ConfigMap";
            data = {
              REPLICAS = toString config.replicas;
            }
            // lib.optionalAttrs (db != null) { DB = "${db.out.fqdn}:${toString db.out.port}"; };
          };
          deployment = scope.mkResource {
            kind = "Deployment";
            spec = {
              inherit (config) replicas;
              selector.matchLabels = scope.selectorLabels;
              template = kix.pod.template {
                inherit scope config;
                serviceAccountName = resources.serviceAccount.out.name;
                containers = [
                  (kix.pod.container {
                    inherit config;
                    name = "app";
                    ports = [ { name = "http"; containerPort = config.port; } ];
                    volumeMounts = [ { name = "config"; mountPath = "/etc/app"; } ];
                  })
                ];
                volumes = [ { name = "config"; configMap.name = resources.configMap.out.name; } ];
              };
            };
          };
          service = scope.mkResource {
            kind = "Service";
            spec = {
              selector = resources.deployment.out.selector;
              ports = [ { name = "http"; inherit (config) port; targetPort = "http"; } ];
            };
          };
          disruptionBudget = scope.mkResource {
            kind = "PodDisruptionBudget";
            spec = {
              minAvailable = 1;
              selector.matchLabels = resources.deployment.out.selector;
            };
          };
        };
        out = { inherit (resources.service.out) name fqdn port; };
      }
    );

  database = { scope, lib, kix }@args: body args;
  application = { scope, lib, kix, db }@args: body args;

  cluster =
    count:
    { lib, ... }:
    {
      instances =
        lib.genAttrs (builtins.genList (n: "team-${toString n}") (count / perNamespace)) (
          _:
          builtins.listToAttrs (
            builtins.genList (i: {
              name = if i == 0 then "db" else "app-${toString i}";
              value = {
                package = if i == 0 then database else application;
                config.replicas = lib.mod i 5 + 1;
              };
            }) perNamespace
          )
        )
        // {
          "*"."*".config.resources.limits.memory = lib.mkDefault "512Mi";
        };
    };
in
{
  clusters = {
    instances-500 = cluster 500;
    instances-1000 = cluster 1000;
    instances-2000 = cluster 2000;
    instances-5000 = cluster 5000;
  };
}
