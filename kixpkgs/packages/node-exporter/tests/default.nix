{ compile, package, lib, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  pod = config: (resources config)."DaemonSet/test/subject".spec.template.spec;
in
{
  pod.snapshot = pod { };
  collectors = {
    expr = lib.filter (lib.hasInfix "collector.sys") (builtins.head (pod {
      collectors.enable = [ "systemd" ];
    }).containers).args
    ++ lib.filter (lib.hasPrefix "--no-") (builtins.head (pod {
      collectors.disable = [ "wifi" ];
    }).containers).args;
    expected = [
      "--collector.systemd"
      "--no-collector.wifi"
    ];
  };
  theReasonIsSaid = {
    expr = builtins.length (cluster { }).notes > 0;
    expected = true;
  };
  noneWhereItIsForbidden = {
    expr =
      (compile {
        namespaces.test.podSecurity.enforce = "restricted";
        instances.test.subject.package = package;
      }).resources;
    expectedError = "hostPath|host";
  };
}
