{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;
  # Its default is below the home folder, which is / and cannot be written to: the program would not start.
  certificatesAreWhereItMayWrite = {
    expr =
      builtins.elem "--certs-dir=/tmp/certs"
        (builtins.head (resources { })."StatefulSet/test/subject".spec.template.spec.containers).args;
    expected = true;
  };
  ports = {
    expr = map (port: port.port) (resources { })."Service/test/subject".spec.ports;
    expected = [
      9000
      9001
    ];
  };
}
