# Options that were renamed, removed, merged or changed, and options that follow others.
{ lib }:
let
  inherit (lib) evalModules mkDefault mkForce mkIf mkMerge mkOption types;
  inherit (builtins) map mapAttrs;
  attempt = x: let r = builtins.tryEval (builtins.deepSeq x x); in if r.success then r.value else "<fails>";
  frame = {
    options.warnings = mkOption { type = types.listOf types.str; default = [ ]; };
    options.assertions = mkOption { type = types.listOf types.unspecified; default = [ ]; };
  };
  run = module: definitions: attempt (evalModules { modules = [ frame module ] ++ definitions; }).config;
  int = path: { options = lib.setAttrByPath path (mkOption { type = types.int; default = 0; }); };
  both = import: to: { imports = [ import (int to) ]; };
  f = file: config: { _file = file; inherit config; };
in
{
  renamed =
    let
      m = both (lib.mkRenamedOptionModule [ "old" "a" ] [ "new" ]) [ "new" ];
    in
    {
      unused = run m [ ];
      used = run m [ (f "user.nix" { old.a = 3; }) ];
      priority = run m [ (f "user.nix" { old.a = mkForce 3; }) { new = 4; } ];
      weak = run m [ (f "user.nix" { old.a = mkDefault 3; }) { new = 4; } ];
      conflict = run m [ (f "user.nix" { old.a = 3; }) { new = 4; } ];
      condition = run m [ (f "user.nix" { old.a = mkIf false 3; }) ];
      merged = run m [ (f "user.nix" { old.a = mkMerge [ 3 (mkDefault 5) ]; }) ];
      wrongType = run m [ (f "user.nix" { old.a = "no"; }) ];
      read = (evalModules { modules = [ frame m (f "user.nix" { new = 8; }) ]; }).config.old.a;
      visible = (evalModules { modules = [ frame m ]; }).options.old.a.visible;
      description = (evalModules { modules = [ frame m ]; }).options.old.a.description;
    };
  renamedWith = {
    recent = run (both (lib.mkRenamedOptionModuleWith { from = [ "o" ]; to = [ "n" ]; sinceRelease = 9999; }) [ "n" ]) [ (f "user.nix" { o = 1; }) ];
    old = run (both (lib.mkRenamedOptionModuleWith { from = [ "o" ]; to = [ "n" ]; sinceRelease = 2005; }) [ "n" ]) [ (f "user.nix" { o = 1; }) ];
  };
  alias =
    let
      m = both (lib.mkAliasOptionModule [ "alias" ] [ "real" ]) [ "real" ];
    in
    {
      used = run m [ { alias = 2; } ];
      both = run m [ { alias = 2; } { real = 2; } ];
      override = run m [ { alias = mkForce 2; } { real = 9; } ];
      intoSubmodule = run { imports = [ (lib.mkAliasOptionModule [ "alias" ] [ "s" "v" ]) ]; options.s = mkOption { type = types.submodule (int [ "v" ]); default = { }; }; } [ { alias = 5; } ];
      wholeSet = run { imports = [ (lib.mkAliasOptionModule [ "alias" ] [ "s" ]) ]; options.s = mkOption { type = types.attrsOf types.int; default = { }; }; } [ { alias.q = 5; s.r = 6; } ];
    };
  removed =
    let
      m = lib.mkRemovedOptionModule [ "gone" "x" ] "Use something else.";
    in
    {
      assertions = map (a: { inherit (a) assertion message; }) (evalModules { modules = [ frame m (f "user.nix" { gone.x = 1; }) ]; }).config.assertions;
      unusedAssertions = map (a: a.assertion) (evalModules { modules = [ frame m ]; }).config.assertions;
      read = attempt (evalModules { modules = [ frame m (f "user.nix" { gone.x = 1; }) ]; }).config.gone.x;
    };
  merged =
    let
      m = {
        imports = [ (lib.mkMergedOptionModule [ [ "a" ] [ "b" ] ] [ "ab" ] (config: "${toString (config.a or "")}/${toString (config.b or "")}")) ];
        options.ab = mkOption { type = types.str; default = "none"; };
      };
    in
    {
      unused = (run m [ ]).ab;
      used = run m [ (f "user.nix" { a = 1; }) (f "other.nix" { b = 2; }) ];
    };
  changed =
    let
      m = {
        imports = [ (lib.mkChangedOptionModule [ "flag" ] [ "level" ] (config: if config.flag then 10 else 0)) ];
        options.level = mkOption { type = types.int; default = 1; };
      };
    in
    {
      unused = (run m [ ]).level;
      used = run m [ (f "user.nix" { flag = true; }) ];
    };
  rename =
    let
      condition = on: {
        imports = [ (lib.doRename { from = [ "o" ]; to = [ "s" "name" "v" ]; visible = true; warn = true; use = x: x; condition = on; withPriority = false; }) ];
        options.s = mkOption { type = types.attrsOf (types.submodule (int [ "v" ])); default = { }; };
      };
    in
    {
      on = (run (condition true) [ (f "user.nix" { o = 4; }) ]).s;
      off = builtins.attrNames (evalModules { modules = [ frame (condition false) { s.other = { }; } ]; }).config.s;
    };
  following = {
    derived = run ({ options, ... }: { imports = [ (int [ "a" ]) (int [ "b" ]) ]; config.b = lib.mkDerivedConfig options.a (v: v * 2); }) [ { a = mkForce 4; } { b = 100; } ];
    aliasDefinitions = run ({ options, ... }: { imports = [ (int [ "a" ]) (int [ "b" ]) ]; config.b = lib.mkAliasDefinitions options.a; }) [ { a = mkForce 4; } ];
    wrapped = run ({ options, ... }: { options.a = mkOption { type = types.int; }; options.s = mkOption { type = types.attrsOf types.int; }; config.s = lib.mkAliasAndWrapDefinitions (v: { inner = v; }) options.a; }) [ { a = 4; } ];
    withPrio = mapAttrs (_: o: { inherit (o) highestPrio value; }) (lib.modules.mergeAttrDefinitionsWithPrio (evalModules { modules = [ { options.x = mkOption { type = types.attrsOf types.int; }; } { x.a = mkForce 1; x.b = 2; } { x = mkDefault { c = 3; a = 9; }; } ]; }).options.x);
  };
}
