/**
  The `kix` argument of modules and packages: what the compiler provides
  (`native`: mkPackage, mkCluster, mkEnv, mkImport, fetchHelmChart, …)
  together with the parts that are plain Nix.

  # Inputs

  `lib`: the library of kixpkgs.

  `native`: attribute set of the functions implemented by the compiler.
*/
{ lib, native }:
let
  options = import ./options.nix { inherit lib quantity; };
  quantity = import ./quantity.nix { inherit lib; };
  pod = import ./pod.nix { inherit lib quantity; };
  monitoring = import ./monitoring.nix { inherit lib; };
  parts = import ./parts.nix { inherit lib; };
  schema = import ./schema.nix { inherit lib; };
  backup = import ./backup.nix { inherit lib options pod; };

  companion = import ./companion.nix {
    inherit
      lib
      options
      pod
      monitoring
      parts
      ;
  };
  workload = import ./workload.nix {
    inherit
      lib
      options
      pod
      monitoring
      parts
      ;
  };

  service = import ./service.nix {
    inherit lib;
    definitions = import ./definitions.nix { inherit lib; };
  };

  support = import ./support.nix { inherit lib; };

  kix = native // service // {
    inherit
      support
      options
      quantity
      pod
      monitoring
      parts
      workload
      companion
      backup
      schema
      ;

    /**
      Marks an option as deprecated: defining it still works, and warns with
      the file and line of the definition.

      # Type

      ```
      deprecated :: { since :: String; use :: String; } -> Option -> Option
      ```

      # Example

      ```nix
      options.ingress.host = kix.deprecated {
        since = "ingress-nginx v1.12";
        use = "'ingress.hosts' (list)";
      } (lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; });
      ```
    */
    deprecated =
      { since, use }:
      option:
      option
      // {
        deprecated = { inherit since use; };
      };

    /**
      Refers to one key of a Secret in the instance's own namespace. The result
      is an `EnvVarSource`: give it to `extraEnv`, to `kix.pod.env`, or to
      `valueFrom`. The value itself never passes through Nix.

      # Type

      ```
      secretRef :: { name :: String; key :: String; optional? :: Bool; } -> AttrSet
      ```
    */
    secretRef =
      {
        name,
        key,
        optional ? false,
      }:
      {
        secretKeyRef = { inherit name key; } // lib.optionalAttrs optional { inherit optional; };
      };

    /**
      Builds a package on top of another one: `path` is imported and called
      with `args`, and `change` gets `self` and the base package's attributes
      and returns the attributes to replace.

      # Type

      ```
      derivePackage :: Path -> AttrSet -> (AttrSet -> AttrSet -> AttrSet) -> Package
      ```

      # Example

      ```nix
      { scope, lib, kix, config }@args:
      kix.derivePackage ../postgres args (self: base: {
        meta = base.meta // { description = "PostgreSQL with pgvector"; };
      })
      ```
    */
    derivePackage =
      path: args: change:
      let
        # With mkPackage as identity, calling the package gives its bare `self: { … }`.
        base = import path (args // { kix = kix // { mkPackage = lib.id; }; });
      in
      kix.mkPackage (
        self:
        let
          parent = base self;
        in
        parent // change self parent
      );
  };
in
kix
