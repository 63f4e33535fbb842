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
    lib.flatten (
      lib.mapAttrsToList (
        name: type: if type == "directory" then listFilesRecursive (dir + "/${name}") else dir + "/${name}"
      ) (builtins.readDir dir)
    );
}
