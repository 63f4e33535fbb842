# mkIf, mkMerge, mkOverride and mkOrder, at options and around sets of them.
{ lib }:
let
  inherit (lib) mkIf mkMerge mkDefault mkForce mkOverride mkBefore mkAfter mkOrder mkOption types;
  eval = modules: (lib.evalModules { inherit modules; }).config;
  number = { options.n = mkOption { type = types.int; }; };
  list = { options.l = mkOption { type = types.listOf types.int; default = [ 0 ]; }; };
in
{
  plain = eval [ number { n = 1; } ];
  default = eval [ number { n = mkDefault 1; } { n = 2; } ];
  force = eval [ number { n = 1; } { n = mkForce 2; } { n = mkDefault 3; } ];
  override = eval [ number { n = mkOverride 20 1; } { n = mkForce 2; } ];
  ifTrue = eval [ number { n = mkIf true 1; } { n = mkIf false 2; } ];
  nestedIf = eval [ number { n = mkIf true (mkMerge [ (mkIf false 1) (mkIf true 5) ]); } ];
  ifAround = eval [ number (mkIf true { n = 1; }) (mkIf false { n = 2; }) ];
  overrideAround = eval [ number { config = mkForce { n = 1; }; } { n = 2; } ];
  ifAndOverrideAround = eval [ number { config = mkIf true (mkForce { n = 1; }); } { n = 2; } ];
  mergeAround = eval [ number { config = mkMerge [ { n = mkDefault 1; } { n = 4; } ]; } ];
  concatenated = eval [ list { l = [ 1 ]; } { l = [ 2 ]; } { l = [ 3 ]; } ];
  ordered = eval [ list { l = [ 1 ]; } { l = mkBefore [ 2 ]; } { l = mkAfter [ 3 ]; } { l = mkOrder 750 [ 4 ]; } ];
  orderIsStable = eval [ list { l = mkBefore [ 1 ]; } { l = mkBefore [ 2 ]; } { l = [ 3 ]; } ];
  orderInOverride = eval [ list { l = mkForce (mkAfter [ 1 ]); } { l = mkForce [ 2 ]; } { l = [ 3 ]; } ];
  emptyBecauseConditional = eval [ list { l = mkIf false [ 1 ]; } ];
  elements = eval [ list { l = [ 1 (mkIf false 2) (mkIf true 3) ]; } ];
  selfReference = eval [
    number
    { options.on = mkOption { type = types.bool; default = false; }; }
    ({ config, ... }: { n = mkIf config.on 1; })
    ({ config, ... }: { n = mkIf (!config.on) 2; })
  ];
}
