let
  d = derivation {
    name = "multi-1.0"; builder = "b"; system = "s"; outputs = [ "out" "dev" "man" ];
    x = 1; y = true; z = false; n = null; f = 1.5; l = [ 1 [ 2 "three" ] [ ] null "" ./data/hello.txt ];
    p = ./data; self = builtins.placeholder "dev";
  };
  e = derivation {
    name = "user"; builder = d.dev; system = "s"; inherit d; man = d.man; deep = d.drvPath;
    shallow = builtins.unsafeDiscardOutputDependency d.drvPath;
    text = builtins.toFile "conf" "see ${./data/hello.txt}";
  };
  f = derivation { name = "third"; builder = "${e}/bin/b"; system = "s"; inherit e; };
in
map (x: [ x.outPath x.drvPath (builtins.getContext x.drvPath) ]) [ d d.dev d.man e f ]
