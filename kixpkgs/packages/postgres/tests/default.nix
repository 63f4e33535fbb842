{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
import ../../../tools/backup-tests.nix { inherit resources; }
// {
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;
  configuration = {
    expr =
      (resources {
        postgres.parameters = {
          max_connections = 200;
          fsync = true;
          log_line_prefix = "it's ";
        };
      })."ConfigMap/test/subject".data."postgresql.conf";
    expected = "fsync = on\nlisten_addresses = '*'\nlog_line_prefix = 'it''s '\nmax_connections = 200\npassword_encryption = 'scram-sha-256'\n";
  };
  endOfLife = {
    expr = resources { postgres.version = "11"; };
    expectedError = "PostgreSQL 11 reached end-of-life on 2023-11-09.\n *Supported versions: 14, 15, 16, 17.";
  };
  theImageFollowsTheVersion = {
    expr =
      (builtins.head
        (resources { postgres.version = "16"; })
        ."StatefulSet/test/subject".spec.template.spec.containers
      ).image;
    expected = "docker.io/library/postgres:16.15-bookworm";
  };
  anExporterWhenSomebodyLooks = {
    expr = map (c: c.name) (compile {
      monitoring.enabled = true;
      instances.test.subject.package = package;
    }).resources."StatefulSet/test/subject".spec.template.spec.containers;
    expected = [
      "postgres"
      "metrics"
    ];
  };
  encrypted.snapshot =
    let
      r = resources { tls.secretName = "tls"; };
      pod = r."StatefulSet/test/subject".spec.template.spec;
    in
    {
      files = r."ConfigMap/test/subject".data;
      inherit (builtins.head pod.containers) volumeMounts;
      inherit (pod) volumes;
      service = r."Service/test/subject".spec.ports;
    };

  initScripts = {
    expr = (resources { postgres.initScripts."10.sql" = "CREATE EXTENSION pg_trgm;"; })
      ."ConfigMap/test/subject-init".data;
    expected."10.sql" = "CREATE EXTENSION pg_trgm;";
  };
  encryptedForThoseWhoWant = {
    expr = (resources {
      tls = {
        secretName = "tls";
        required = false;
      };
    })."ConfigMap/test/subject".data ? "pg_hba.conf";
    expected = false;
  };
}
