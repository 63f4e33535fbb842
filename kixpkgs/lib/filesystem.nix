/**
  Files and folders.
*/
{ lib }:
rec {
  inherit (builtins)
    baseNameOf
    dirOf
    hashFile
    isPath
    readDir
    readFileType
    ;

  /**
    What is at a path: `"regular"`, `"directory"`, `"symlink"` or `"unknown"`; fails when
    there is nothing.
  */
  pathType = builtins.readFileType;

  /**
    Whether there is a folder at a path.
  */
  pathIsDirectory = path: builtins.pathExists path && pathType path == "directory";

  /**
    Whether there is a file at a path.
  */
  pathIsRegularFile = path: builtins.pathExists path && pathType path == "regular";

  /**
    All files below a folder.

    # Type

    ```
    listFilesRecursive :: Path -> [Path]
    ```
  */
  listFilesRecursive =
    dir:
    lib.concatLists (
      lib.mapAttrsToList (
        name: type:
        let
          path = dir + "/${name}";
        in
        if type == "directory" then listFilesRecursive path else [ path ]
      ) (builtins.readDir dir)
    );

  /**
    The folder at or above a path that has files whose names match a regular expression,
    with the matches; null when there is none.

    # Type

    ```
    locateDominatingFile :: String -> Path -> Null | { path :: Path; matches :: [[String]]; }
    ```
  */
  locateDominatingFile =
    pattern: path:
    let
      search =
        folder:
        let
          names = builtins.attrNames (builtins.readDir folder);
          matches = lib.filter (match: match != null) (map (builtins.match pattern) names);
        in
        if matches != [ ] then
          {
            path = folder;
            inherit matches;
          }
        else if toString folder == "/" then
          null
        else
          search (dirOf folder);
      # A link to a folder is not followed.
      isFolder = toString path == "/" || (builtins.readDir (dirOf path)).${baseNameOf path} or null == "directory";
    in
    search (if isFolder then path else dirOf path);

  /**
    The Haskell projects right below a folder: those folders that hold a Cabal file of
    their own name.
  */
  haskellPathsInDir =
    root:
    lib.filterAttrs (name: path: builtins.pathExists (path + "/${name}.cabal")) (
      lib.mapAttrs (name: _type: root + "/${name}") (builtins.readDir root)
    );

  /**
    The packages in a folder: one for each file `NAME.nix` and each folder with a
    `package.nix`; other folders are sets of packages.

    # Inputs

    - `callPackage`: how to call them,
    - `newScope`: when given, packages of one folder can ask for one another,
    - `directory`.

    # Type

    ```
    packagesFromDirectoryRecursive :: { callPackage; newScope ?; directory :: Path; ... } -> AttrSet
    ```
  */
  packagesFromDirectoryRecursive =
    {
      callPackage,
      newScope ? throw "lib.packagesFromDirectoryRecursive: newScope wasn't passed in args",
      directory,
    }@args:
    let
      single = directory + "/package.nix";

      members =
        args:
        lib.concatMapAttrs (
          name: type:
          let
            path = directory + "/${name}";
          in
          if type == "directory" then
            { ${name} = packagesFromDirectoryRecursive (args // { directory = path; }); }
          else if type != "regular" then
            throw "lib.filesystem.packagesFromDirectoryRecursive: Unsupported file type ${type} at path ${toString path}\n"
          else
            lib.optionalAttrs (lib.hasSuffix ".nix" name) {
              ${lib.removeSuffix ".nix" name} = args.callPackage path { };
            }
        ) (builtins.readDir directory);
    in
    if builtins.pathExists single then
      callPackage single { }
    else if args ? newScope then
      lib.recurseIntoAttrs (
        lib.makeScope newScope (self: members (args // { inherit (self) callPackage newScope; }))
      )
    else
      members args;

  /**
    The file that `import` would read: `default.nix` of a folder.

    # Type

    ```
    resolveDefaultNix :: (Path | String) -> (Path | String)
    ```
  */
  resolveDefaultNix =
    path:
    if pathIsDirectory path then
      path + "/default.nix"
    else if builtins.isString path && lib.hasSuffix "/" path then
      path + "default.nix"
    else
      path;
}
