{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  configuration.snapshot = (resources { })."ConfigMap/test/subject".data;
  image = {
    expr =
      (builtins.head (resources { })."StatefulSet/test/subject".spec.template.spec.containers).image;
    expected = "ghcr.io/immich-app/postgres:17-vectorchord0.4.3";
  };
  # The image's own entry point edits the configuration in place, and that is a ConfigMap.
  entryPoint = {
    expr = (builtins.head (resources { })."StatefulSet/test/subject".spec.template.spec.containers).command;
    expected = [ "docker-entrypoint.sh" ];
  };
  isAPostgresOtherwise = {
    expr = resources { postgres.version = "11"; };
    expectedError = "PostgreSQL 11 reached end-of-life on 2023-11-09";
  };
}
