let
  d = derivation { name = "a"; builder = "/bin/sh"; system = "x86_64-linux"; args = [ "-c" "echo $out" ]; };
in
{
  inherit (d) outPath drvPath name type outputName;
  all = map (o: o.outPath) d.all;
  context = builtins.getContext "${d}";
  drvContext = builtins.getContext d.drvPath;
}
