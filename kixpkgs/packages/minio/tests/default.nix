{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;
  ports = {
    expr = map (port: port.port) (resources { })."Service/test/subject".spec.ports;
    expected = [
      9000
      9001
    ];
  };
}
