/**
  The words of `kix.*` that the compiler recognises. They only mark what they are given; what it
  means is decided by the compiler.

  # Inputs

  `lib`: the library of kixpkgs.
*/
{ lib }:
{
  /**
    A package: a function of `self` to what the package is.

    # Type

    ```
    mkPackage :: (AttrSet -> AttrSet) -> Package
    ```
  */
  mkPackage = body: {
    _type = "kix-package";
    inherit body;
  };

  /**
    A cluster with arguments of its own for its modules. A module or a list of modules is a
    cluster too; this is for `specialArgs`.

    # Type

    ```
    mkCluster :: { modules :: [Module]; specialArgs? :: AttrSet; } -> Cluster
    ```
  */
  mkCluster =
    {
      modules,
      specialArgs ? { },
    }:
    {
      _type = "kix-cluster";
      inherit modules specialArgs;
    };

  /**
    The namespaces of one environment: `NAME-GROUP` for each group, wired among themselves. A group
    is a set of instances, or a function of `{ env, ... }` to one; `env.config` is what the
    environment was given.

    # Type

    ```
    mkEnv :: String -> { config? :: AttrSet; } -> AttrSet -> AttrSet
    ```

    # Example

    ```nix
    instances = kix.mkEnv "prod" { config.replicas = 16; } { app = appStack; data = dataStack; };
    ```
  */
  mkEnv =
    name:
    {
      config ? { },
    }:
    groups:
    let
      env = {
        inherit name config;
        namespaces = lib.mapAttrs (group: _: "${name}-${group}") groups;
      };
    in
    lib.mapAttrs' (group: stack: {
      name = "${name}-${group}";
      value = lib.mapAttrs (_: instance: instance // { environment = name; }) (
        if lib.isFunction stack then
          stack {
            inherit env;
            namespace = "${name}-${group}";
          }
        else
          stack
      );
    }) groups;
}
