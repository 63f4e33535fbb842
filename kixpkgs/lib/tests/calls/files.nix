/*
  File sets put together by chance, over the files beside this one.
*/
{ lib, chance, attempt }:
with chance;
let
  inherit (builtins) map;

  files = ../files;
  place = pick [ files (files + "/a") (files + "/a/b") (files + "/c") (files + "/README") (files + "/a/x.nix") (files + "/c/z.txt") ];
  fileset =
    depth:
    if depth == 0 then
      place
    else
      let
        inner = fileset (depth - 1);
      in
      oneOf [
        inner
        (always lib.fileset.empty)
        (key: lib.fileset.maybeMissing (pick [ files (files + "/none") ] key))
        (key: lib.fileset.union (inner "${key}l") (inner "${key}r"))
        (key: lib.fileset.unions (listUpTo 3 inner key))
        (key: lib.fileset.intersection (inner "${key}l") (inner "${key}r"))
        (key: lib.fileset.difference (inner "${key}l") (inner "${key}r"))
        (key: lib.fileset.fileFilter (pick [ (file: file.hasExt "nix") (file: file.name == "y") (_: true) (_: false) ] "${key}f") (place key))
        (key: lib.fileset.fromSource (lib.sources.sourceByRegex files [ "a" "a/.*" "${pick [ "c" "R.*" ] key}" ]))
        (key: lib.fileset.fromSource (lib.sources.sourceByGlobs files [ (pick [ "*" "**" "a/**" "**/*.nix" "c/*" ] key) ]))
        (key: lib.fileset.fromSource (lib.sources.sourceFilesBySuffices files [ (pick [ ".nix" "y" "none" ] key) ]))
      ];
  filesetFacts =
    key:
    let
      set = fileset 3 key;
      relative = path: lib.path.removePrefix files path;
    in
    {
      list = attempt (map relative (lib.fileset.toList set));
      # A store path is the same when, and only when, the files are.
      source = attempt (lib.fileset.toSource { root = files; fileset = set; }).outPath;
      isFileset = map lib.fileset.isFileset [ set files (files + "/none") "text" 1 ];
      narrow = attempt (lib.fileset.toSource { root = files + "/a"; fileset = set; }).outPath;
    };
in
filesetFacts
