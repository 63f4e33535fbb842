{
  compile,
  package,
  lib,
  ...
}:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
import ../../../tools/backup-tests.nix { inherit resources; }
// {
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;
  settings = {
    expr = (resources { mariadb.settings.max_connections = 200; })."ConfigMap/test/subject".data."kix.cnf";
    expected = "[mariadbd]\ncharacter-set-server = utf8mb4\nmax_connections = 200\nskip-name-resolve = 1\n";
  };
  rootIsNoUser = {
    expr = resources { mariadb.user = "root"; };
    expectedError = "The value of option 'mariadb.user' fails the check";
  };
  theVolumeStays = {
    expr =
      (resources { })."StatefulSet/test/subject".spec.persistentVolumeClaimRetentionPolicy.whenDeleted;
    expected = "Retain";
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

  exporter.snapshot =
    let
      r =
        (compile {
          monitoring.enabled = true;
          instances.test.subject = {
            inherit package;
            config.metrics.user = "exporter";
          };
        }).resources;
    in
    {
      script = r."ConfigMap/test/subject-init".data;
      containers = map (c: {
        inherit (c) name;
        args = c.args or [ ];
        inherit (c) env;
      }) r."StatefulSet/test/subject".spec.template.spec.containers;
      ports = r."Service/test/subject".spec.ports;
    };
  theBackupAsksByANameOfTheCertificate = {
    expr =
      map
        (
          tls:
          let
            job = (resources {
              backup.enabled = true;
              inherit tls;
            })."CronJob/test/subject-backup".spec.jobTemplate.spec.template.spec;
          in
          lib.filter (e: e.name == "DATABASE_HOST") (builtins.head job.containers).env
        )
        [
          { secretName = "tls"; }
          {
            secretName = "tls";
            serverName = "subject";
          }
        ];
    expected = [
      [
        {
          name = "DATABASE_HOST";
          value = "subject.test.svc.cluster.local";
        }
      ]
      [
        {
          name = "DATABASE_HOST";
          value = "subject";
        }
      ]
    ];
  };
  aNameOfNoCertificate = {
    expr = resources { tls.serverName = "subject"; };
    expectedError = "tls.serverName is set, but tls.secretName is not";
  };
}
