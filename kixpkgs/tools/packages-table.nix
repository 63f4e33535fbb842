/**
  The table of packages in docs/packages.md, as text: what each is compared with, with which values, how many tests it has, and what differs on
  purpose. `lib`: the library of kixpkgs.
*/
{ lib, packages }:
let
  names = lib.attrNames (lib.filterAttrs (_: type: type == "directory") (builtins.readDir packages));

  # Tests are attributes of files; none of them is looked into.
  testsOf =
    name:
    let
      folder = packages + "/${name}/tests";
      files = lib.filter (lib.hasSuffix ".nix") (lib.attrNames (builtins.readDir folder));
      given = {
        inherit lib;
        compile = _: throw "not needed to count tests";
        package = null;
        packages = { };
        kix = { };
      };
      count =
        file:
        let
          value = import (folder + "/${file}");
          wanted = lib.functionArgs value;
        in
        lib.length (
          lib.attrNames (if lib.isFunction value then value (lib.intersectAttrs wanted given) else value)
        );
    in
    if builtins.pathExists folder then lib.foldl' lib.add 0 (map count files) else 0;

  row =
    name:
    let
      file = packages + "/${name}/upstream.nix";
      upstream =
        if builtins.pathExists file then
          import file
        else
          {
            upstream = "";
            differs = "";
            sets = { };
          };
    in
    "| [${name}](../kixpkgs/packages/${name}) | ${upstream.upstream} | ${lib.concatStringsSep ", " (lib.attrNames upstream.sets)} | ${toString (testsOf name)} | ${upstream.differs} |\n";
in
"| package | compared with | value sets | tests | differs on purpose |\n|---|---|---|---|---|\n"
+ lib.concatMapStrings row names
