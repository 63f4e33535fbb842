/*
  Functions of the library called with arguments that follow from a seed: the same seed gives
  the same arguments everywhere. `expected.json` beside this file holds what nixpkgs' lib gives
  for the seed that is the default; conformance-tests/nixpkgs/lib.sh compares others.

  # Inputs

  - `lib`,
  - `seed`: any text,
  - `rounds`: how many calls of each function,
  - `withArguments`: whether to show the arguments beside the result.
*/
{
  lib ? import ../..,
  seed ? "kix",
  rounds ? 4,
  withArguments ? false,
}:
let
  inherit (builtins)
    attrNames
    deepSeq
    elemAt
    foldl'
    genList
    isAttrs
    isFunction
    isList
    isPath
    length
    map
    mapAttrs
    tryEval
    ;
  chance = import ./chance.nix { inherit lib seed; };
  functions = import ./functions.nix { inherit lib chance; };
  filesetFacts = import ./files.nix { inherit lib chance attempt; };
  optionFacts = import ./options.nix { inherit lib chance attempt; };

  systemFacts =
    key:
    let
      inherit (chance) goodSystem oneOf system;
      platform = lib.systems.elaborate (oneOf [ goodSystem system (key: { config = system key; }) ] key);
    in
    # The name of a library is an error where there are none; so is, in nixpkgs, Nim's name of MIPS.
    builtins.removeAttrs platform._withoutFunctions [ "extensions" "nim" ];

  # A value as JSON has it, whatever is in it; functions are only told apart from other values.
  plain =
    depth: value:
    if isFunction value then
      "<function>"
    else if isPath value then
      "<path ${toString value}>"
    else if depth == 0 then
      "…"
    else if isList value then
      map (plain (depth - 1)) value
    else if isAttrs value then
      # A set with `outPath` or `__toString` would become text.
      if value ? outPath || value ? __toString then
        { set = mapAttrs (_: plain (depth - 1)) (builtins.removeAttrs value [ "outPath" "__toString" ]); }
        // (if value ? outPath then { path = value.outPath; } else { })
      else
        mapAttrs (_: plain (depth - 1)) value
    else
      value;

  attempt =
    value:
    let
      shown = plain 12 value;
      result = tryEval (deepSeq shown shown);
    in
    if result.success then result.value else "<fails>";

  call =
    path: function: generators: i:
    let
      key = "${path}/${toString i}/";
      arguments = genList (n: (elemAt generators n) "${key}${toString n}") (length generators);
      result = attempt (foldl' (f: x: f x) function arguments);
    in
    if withArguments then
      {
        arguments = attempt arguments;
        inherit result;
      }
    else
      result;

  # A tree of generators beside a tree of functions, as { path = [ call… ]; }.
  calls =
    path: functions: generators:
    if isList generators then
      { ${path} = genList (call path functions generators) rounds; }
    else
      foldl' (done: name: done // calls "${path}.${name}" functions.${name} generators.${name}) { } (attrNames generators);

  many = name: factor: facts: genList (i: attempt (facts "${name}/${toString i}/")) (factor * rounds);
in
calls "lib" lib functions
// {
  "lib.systems.elaborate" = many "elaborate" 1 systemFacts;
  "lib.fileset" = many "fileset" 5 filesetFacts;
  "lib.evalModules" = many "type" 20 optionFacts;
}
