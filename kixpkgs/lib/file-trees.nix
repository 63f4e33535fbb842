/**
  The trees inside file sets (see fileset.nix). Not part of the library's interface.

  A tree says which files at and below a path are meant:

  - `null`: none.
  - `"directory"`: all, at a folder. Nothing is read to say so.
  - another text (`"regular"`, `"symlink"`, `"unknown"`): the file at this path.
  - a set: a folder, with a tree for some of its entries; of the others nothing is meant.

  Trees are lazy: combining them looks no deeper than it must.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    attrValues
    elemAt
    isAttrs
    isString
    length
    mapAttrs
    readDir
    stringLength
    substring
    trace
    ;
  inherit (lib) all filter foldl' foldr;

  # A set with an attribute for every entry of a folder.
  spread = path: tree: if isAttrs tree then mapAttrs (_: _: null) (readDir path) // tree else readDir path;

  isFolder = tree: tree == "directory" || isAttrs tree;

  # What `summarize` calls a folder without any file.
  bare = "emptyDir";
in
rec {
  # --- Making -------------------------------------------------------------------------------


  /** The files below a folder that a function of path and type accepts. */
  select =
    accepts: path:
    mapAttrs (
      name: type:
      let
        here = path + "/${name}";
      in
      if type == "directory" then select accepts here else if accepts name type then type else null
    ) (readDir path);

  /**
    The files that a filter of `builtins.path` keeps: it is asked about folders too, and
    gets paths as text.
  */
  filtered =
    keeps: path: text:
    mapAttrs (
      name: type:
      let
        here = "${text}/${name}";
      in
      if !keeps here type then
        null
      else if type == "directory" then
        filtered keeps (path + "/${name}") here
      else
        type
    ) (readDir path);

  /** The files that there are below a folder now, as a set to the bottom. */
  snapshot =
    path: mapAttrs (name: type: if type == "directory" then snapshot "${path}/${name}" else type) (readDir path);

  # --- Another base -------------------------------------------------------------------------

  /** The tree seen from a folder above: `names` lead down to it. */
  raise = foldr (name: tree: { ${name} = tree; });

  /** The tree at some names below. Below a whole folder everything is whole. */
  lower = foldl' (tree: name: if isAttrs tree then tree.${name} or null else tree);

  # --- Combining (of one base) --------------------------------------------------------------

  /** Files in any tree. Trees after one that has everything are not looked at. */
  unite =
    trees:
    let
      full = lib.lists.findFirst isString null trees;
      partial = filter (tree: tree != null) trees;
    in
    if full != null then
      full
    else if partial == [ ] then
      null
    else
      builtins.zipAttrsWith (_name: unite) partial;

  /** Files in both trees. The second is not looked at where the first has none. */
  intersect =
    a: b:
    if a == null then
      null
    else if isString b then
      a
    else if isString a || b == null then
      b
    else
      mapAttrs (name: intersect a.${name}) (builtins.intersectAttrs a b);

  /** Files in the first tree, which belongs to a path, and not in the second. */
  subtract =
    path: a: b:
    if a == null || isString b then
      null
    else if b == null then
      a
    else
      mapAttrs (name: tree: subtract (path + "/${name}") tree (b.${name} or null)) (spread path a);

  # --- Reading ------------------------------------------------------------------------------

  /** The paths of all files, folder by folder in the order of names. */
  list =
    path: tree:
    if isAttrs tree then
      lib.concatLists (lib.mapAttrsToList (name: list (path + "/${name}")) tree)
    else if tree == "directory" then
      list path (readDir path)
    else
      lib.optional (tree != null) path;

  /**
    The tree with every folder that lacks files as `null` and every complete one as
    `"directory"`. Reads it to its end.
  */
  prune =
    path: tree:
    let
      parts = mapAttrs (name: prune (path + "/${name}")) (spread path tree);
      values = attrValues parts;
    in
    if !isFolder tree then
      tree
    else if all isNull values then
      null
    else if all isString values then
      "directory"
    else
      parts;

  /**
    A filter for `builtins.path` that keeps the files of a tree. The base is given as names
    from the root. All of the tree is read before the filter is there.
  */
  toFilter =
    path: names: tree:
    let
      pruned = prune path tree;
      base = lib.concatMapStrings (name: "/${name}") names + "/";
      depth = stringLength base;

      # `parts` is what `split` gives: every second element is a name.
      has =
        tree: parts: i:
        if !isAttrs tree then tree != null else i >= length parts || has tree.${elemAt parts i} parts (i + 2);

      # What leads to the base is kept, what lies beside it is not.
      keeps =
        path:
        let
          folder = path + "/";
        in
        substring 0 (stringLength folder) base == folder
        || substring 0 depth folder == base && has pruned (builtins.split "/" (substring depth (-1) path)) 0;
    in
    if pruned == null then
      _path: _type: false
    else
      path: type:
      keeps path
      && (
        type != "unknown"
        || throw ''
          lib.fileset.toSource: `fileset` contains a file that cannot be added to the store: ${path}
              This file is neither a regular file nor a symlink, the only file types supported by the Nix store.
              Therefore the file set cannot be added to the Nix store as is. Make sure to not include that file to avoid this error.''
      );

  # --- Showing ------------------------------------------------------------------------------

  /**
    The tree as short as it can be told: complete folders as `"directory"`, folders without
    files as `"emptyDir"`, which counts as complete and as left out.
  */
  summarize =
    path: tree:
    let
      parts = mapAttrs (name: summarize (path + "/${name}")) (spread path tree);
      values = attrValues parts;
    in
    if !isFolder tree then
      tree
    else if all (part: part == bare) values then
      bare
    else if tree == "directory" || all isString values then
      "directory"
    else if all (part: part == null || part == bare) values then
      null
    else
      parts;

  /** Prints a tree line by line; gives null. */
  show =
    path: tree:
    let
      short = summarize path tree;
      isShown = part: part != null && part != bare;
      remark =
        part:
        if isAttrs part then
          ""
        else if part == "directory" then
          " (all files in directory)"
        else
          " (${part})";

      # `before` prints the lines above when it is evaluated.
      lines =
        indent: before: parts:
        foldl' (
          before: name:
          let
            part = parts.${name};
            line = trace "${indent}- ${name}${remark part}" before;
          in
          if !isShown part then
            before
          else if isAttrs part then
            lines "${indent}  " line part
          else
            line
        ) before (attrNames parts);

      title = trace (if isShown short then "${toString path}${remark short}" else "(empty)") null;
    in
    if isAttrs short then lines "" title short else title;
}
