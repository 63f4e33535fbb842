let
  d = derivation { name = "a"; builder = "b"; system = "s"; };
  s = "${d}/bin ${./data} ${d.drvPath}";
in
{
  inherit (builtins) storeDir;
  has = map builtins.hasContext [ "" s "${d}" (builtins.unsafeDiscardStringContext s) ];
  get = builtins.getContext s;
  discarded = builtins.getContext (builtins.unsafeDiscardOutputDependency s);
  same = builtins.appendContext (builtins.unsafeDiscardStringContext s) (builtins.getContext s) == s;
  appended = builtins.getContext (builtins.appendContext s (builtins.getContext s)) == builtins.getContext s;
  sub = builtins.getContext (builtins.substring 0 0 s);
  base = builtins.getContext (baseNameOf s);
  dir = builtins.getContext (dirOf s);
  names = map baseNameOf [ "" "/" "a" "a/" "a//" "/a/b" "a/b/" "//" "..///" ];
  dirs = map dirOf [ "" "/" "a" "a/" "a//" "/a/b" "a/b/" "//" ];
  pathDirs = map dirOf [ /a/b /a /. ];
  toPath = map builtins.toPath [ "/a/../b" "/" "//x/./y/" ];
  coerce = map toString [ 1 1.5 true false null [ ] [ 1 [ ] [ [ ] ] 2 ] /a/b { outPath = "x"; } { __toString = self: "y"; outPath = "z"; } (-2) 1.0e10 ];
}
