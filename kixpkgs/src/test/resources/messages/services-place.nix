# Messages about the instance of a service name the line that switches it on.
let
  shop =
    { kix, ... }:
    kix.mkService {
      name = "shop";
      package = { scope, kix, postgres, nosuch }: kix.mkPackage (_: { resources = { }; });
    };
in
{
  clusters.a =
    { packages, kix, ... }:
    {
      imports = [ shop ];
      services.shop.enable = true;
      services.coredns = { enable = true; config.replicaCount = "2"; };
      instances.a.pg1 = { package = packages.postgres; aliases = [ "postgres" ]; };
      instances.a.pg2 = { package = packages.postgres; aliases = [ "postgres" ]; config.version = 3; };
    };
}
