let
  text = builtins.toFile "x" "a ${./data/hello.txt} b";
in
{
  context = builtins.getContext (builtins.readFile text);
  drv = builtins.substring 0 6 (builtins.readFile (derivation { name = "a"; builder = "b"; system = "s"; }).drvPath);
  folder = builtins.readDir "${./data}";
  again = import "${builtins.toFile "x.nix" "1 + 1"}";
  imported = (import (derivation { name = "a"; builder = "b"; system = "s"; outputs = [ "dev" "out" ]; }).drvPath) // { all = null; dev = null; out = null; };
}
