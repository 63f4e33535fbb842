{ compile, package, ... }:
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
}
