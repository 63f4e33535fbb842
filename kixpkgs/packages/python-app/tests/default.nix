{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  app = config: cluster ({ image.tag = "v1"; } // config);
in
{
  pod.snapshot = (app { }).resources."Deployment/test/subject".spec.template.spec;
  kinds.snapshot = builtins.attrNames (app { }).resources;
  sentinelsNeedACache = {
    expr = app { cache.sentinel = true; };
    expectedError = "cache.sentinel is on, but no cache was found";
  };
  theDatabaseComesAlong = {
    expr = (app { }).resources ? "StatefulSet/test/postgres";
    expected = true;
  };
  aCacheThatInsistsOnEncryption = {
    expr =
      let
        env =
          tls:
          (builtins.head
            (compile {
              instances.test.subject = {
                inherit package;
                config.image.tag = "v1";
              };
              instances.test.cache = {
                package = packages.valkey;
                config = { inherit tls; };
              };
            }).resources."Deployment/test/subject".spec.template.spec.containers
          ).env;
      in
      map (tls: builtins.filter (variable: variable.name == "CACHE_TLS") (env tls)) [
        { }
        { secretName = "certificate"; }
      ];
    expected = [
      [ ]
      [
        {
          name = "CACHE_TLS";
          value = "true";
        }
      ]
    ];
  };
}
