# "kix.mkCluster { modules; specialArgs ? {}; }"
{ kix, ... }:
{
  clusters.test = kix.mkCluster {
    specialArgs.region = "eu1";
    modules = [
      (
        { region, ... }:
        {
          warnings = [ "in ${region}" ];
        }
      )
    ];
  };
}
