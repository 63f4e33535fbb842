{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
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
}
