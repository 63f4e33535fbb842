# Mistakes and warnings of one kind in many instances are told as one; others beside them are told by themselves.
let
  teams = f: lib: lib.genAttrs (map (n: "team-${toString n}") (lib.range 1 7)) f;
  map' =
    data:
    { scope, ... }:
    {
      resources.settings = scope.mkResource {
        kind = "ConfigMap";
        inherit data;
      };
    };
in
{
  clusters.wrong =
    { lib, ... }:
    {
      instances = teams (team: {
        one.package = map' { dta = 1; };
        two.package = { scope, ... }: {
          resources.settings = scope.mkResource {
            kind = "ConfigMap";
            binry = { };
          };
        };
      }) lib // {
        alone.one.package = map' { port = 80; };
      };
    };

  clusters.lacking =
    { lib, ... }:
    {
      instances = teams (team: {
        app.package = { scope, postgress, ... }: { resources = { }; };
      }) lib;
    };

  clusters.warned =
    { lib, ... }:
    {
      instances = teams (team: {
        same.package = {
          resources = { };
          warnings = [ "the storage is 10Gi\n— recommended minimum is 50Gi" ];
        };
        named.package = { scope, ... }: {
          resources = { };
          warnings = [ "named '${scope.instanceName}' in '${scope.namespace}' has no backup" ];
        };
      }) lib // {
        few.one.package.warnings = [ "there are two of these" ];
        few.two.package.warnings = [ "there are two of these" ];
        few.three.package.warnings = [ "this is another" ];
      };
    };
}
