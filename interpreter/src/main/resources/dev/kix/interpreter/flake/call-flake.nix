# What the flakes of a lock file are to each other.
#
# locks: the lock file, as a value
# known: by name of the node, trees that are in the store already: { sourceInfo, dir }
# fetch: from the name of a node to its tree
locks: known: fetch:

let
  # An input says which node it is: by its name, or by the inputs that lead to it from the root.
  target = input: if builtins.isList input then walk input else input;
  walk = builtins.foldl' (at: name: target locks.nodes.${at}.inputs.${name}) locks.root;

  below = folder: inner: if inner == "" then folder else "${folder}/${inner}";

  # Where a node is: the tree it comes from, and its folder there.
  place =
    name: node:
    let
      there = known.${name};
      locked = node.locked;
      path = locked.path;
      outer = flakes.${walk node.parent};
      tree = fetch name;
    in
    if known ? ${name} then
      {
        inherit (there) sourceInfo;
        outPath = below there.sourceInfo.outPath there.dir;
      }
    else if locked.type == "path" && builtins.substring 0 1 path != "/" then
      {
        inherit (outer) sourceInfo;
        outPath = below (below outer.outPath path) (locked.dir or "");
      }
    else
      {
        sourceInfo = tree;
        outPath = below tree.outPath (locked.dir or "");
      };

  evaluate =
    name: node:
    let
      here = place name node;
      inherit (here) sourceInfo outPath;
      file = import (outPath + "/flake.nix");
      inputs = builtins.mapAttrs (_: input: flakes.${target input}.value) (node.inputs or { });
      outputs = file.outputs (inputs // { self = flake; });
      flake =
        outputs
        // sourceInfo
        // {
          inherit
            inputs
            outPath
            outputs
            sourceInfo
            ;
          _type = "flake";
        };
    in
    {
      inherit sourceInfo outPath;
      value =
        if !(node.flake or true) then
          sourceInfo // { inherit sourceInfo outPath; }
        else
          assert builtins.isFunction file.outputs;
          flake;
    };

  flakes = builtins.mapAttrs evaluate locks.nodes;
in
flakes.${locks.root}.value
