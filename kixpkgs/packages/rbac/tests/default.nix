{ compile, package, kix, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  aRoleAndWhoHasIt.snapshot = resources {
    clusterRoles.pod-reader = [ (kix.parts.readRule "" [ "pods" ]) ];
    bindings.on-call = {
      role = "pod-reader";
      groups = [ "on-call" ];
      namespaces = [ "test" ];
    };
  };
  nobodyIsRefused = {
    expr = resources { bindings.nobody.role = "view"; };
    expectedError = "bindings.nobody binds nobody";
  };
}
