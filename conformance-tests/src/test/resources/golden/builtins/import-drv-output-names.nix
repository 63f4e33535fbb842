# imported-drv-to-derivation.nix: these attributes hide outputs of the same names.
let
  d = derivation { name = "x"; system = "s"; builder = "b"; outputs = [ "all" "name" "type" ]; };
  i = import d.drvPath;
in
[ i.name i.type i.outputName (map (o: o.outputName) i.all) ]
