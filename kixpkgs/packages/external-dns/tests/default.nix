{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  args.snapshot =
    (builtins.head (resources { })."Deployment/test/subject".spec.template.spec.containers).args;
  rules.snapshot = (resources { })."ClusterRole/test-subject".rules;
  looksAtNothingElse = {
    expr = map (rule: rule.resources) (
      resources { sources = [ "gateway-httproute" ]; }
    )."ClusterRole/test-subject".rules;
    expected = [
      [ "namespaces" ]
      [
        "gateways"
        "httproutes"
      ]
    ];
  };
  recordsAreMarked = {
    expr =
      builtins.filter (arg: builtins.match "--(registry|txt-owner-id).*" arg != null)
        (builtins.head
          (resources { provider = "cloudflare"; })
          ."Deployment/test/subject".spec.template.spec.containers
        ).args;
    expected = [
      "--registry=txt"
      "--txt-owner-id=test"
    ];
  };
  oneAtATime = {
    expr = (resources { })."Deployment/test/subject".spec.strategy.type;
    expected = "Recreate";
  };
}
