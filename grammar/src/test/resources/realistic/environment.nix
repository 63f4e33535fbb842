# One environment of a cluster: what differs from the others, and policy for all.
{ stage ? "prod" }:
with import ./lib.nix { };
mkEnv rec {
  name = "${stage}-eu1";
  tenants = [ "shop" "data" ];
  imports = [ ./base.nix ../shared/policies.nix (./stages + "/${stage}.nix") ];

  instances.shop.web = { replicas = if stage == "prod" then 6 else 1; image = "registry.example.org/web:1.4.2"; };
  instances.shop.api.replicas = mkForce (if stage == "prod" then 4 else 1);
  instances."*"."*".config.resources.limits.memory = mkDefault "512Mi";
  instances.data.postgres = { storage.size = "20Gi"; storage.class = "fast"; backup = { enable = true; schedule = "17 3 * * *"; }; };

  assertions = [
    { assertion = instances.shop.web.replicas >= 1; message = "the shop needs a pod"; }
    { assertion = !(stage != "prod" && instances.data.postgres.backup.enable) -> true; message = "-"; }
  ];
  replicasOf = f: builtins.foldl' (acc: x: acc + -x.replicas * -1) 0 (f (builtins.attrValues instances.shop));
  sorted = builtins.sort (a: b: a.weight or 0 < b.weight or 0) [ { weight = 2; } { } ] |> map (x: x.weight or 0);
}
