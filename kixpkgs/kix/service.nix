/**
  The mechanism behind `services.NAME`: modules that put a package to use when a switch is on.

  # Inputs

  `lib`: the library of kixpkgs.

  `definitions`: definitions for options that somebody else declares, `definitions.nix`.
*/
{ lib, definitions }:
let
  inherit (lib) mkOption types;

  # Where services live unless somebody says otherwise.
  namespaces = {
    alert-rules = "monitoring";
    cluster-issuer = "cert-manager";
    coredns = "kube-system";
    grafana = "monitoring";
    kube-state-metrics = "monitoring";
    loki = "monitoring";
    metrics-server = "kube-system";
    prometheus = "monitoring";
  };

  # Definitions of a package's options, each with the file it stands in. They are merged against the
  # options of the package, by the compiler.
  definitionsOption =
    description:
    mkOption {
      type = definitions.type;
      default = { };
      inherit description;
    };

  service =
    {
      name,
      package,
      namespace ? namespaces.${name} or name,
    }:
    {
      enable = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether the cluster runs ${name}.";
      };
      package = mkOption {
        type = types.raw;
        default = package;
        defaultText = lib.literalExpression "packages.${name}";
        description = "The package behind the service.";
      };
      namespace = mkOption {
        type = types.str;
        default = namespace;
        description = "Namespace of the instance.";
      };
      name = mkOption {
        type = types.str;
        default = name;
        description = "Name of the instance.";
      };
      config = definitionsOption "Values of the package's options: `kix options ${name}` lists them.";
      overrides = definitionsOption "Changes to what the package emits, as in `instances.NS.NAME.overrides`.";
      deps = mkOption {
        type = types.lazyAttrsOf types.raw;
        default = { };
        description = "What the package's arguments are wired to, as in `instances.NS.NAME.deps`.";
      };
    };

  instance = service: cfg: {
    ${cfg.namespace}.${cfg.name} = {
      inherit service;
      package = lib.mkDefault cfg.package;
      config = definitions.pass cfg.config;
      overrides = definitions.pass cfg.overrides;
      inherit (cfg) deps;
    };
  };
in
rec {
  /**
    The module with `services.NAME` for each of a set of packages.

    # Type

    ```
    mkServices :: { NAME :: Package; } -> Module
    ```
  */
  mkServices =
    packages:
    { config, ... }:
    {
      options.services = lib.mapAttrs (name: package: service { inherit name package; }) packages;
      config.instances = lib.mkMerge (
        lib.mapAttrsToList (
          name: _: lib.mkIf config.services.${name}.enable (instance name config.services.${name})
        ) packages
      );
    };

  /**
    The module of a service of one's own: `services.NAME.enable`, `.namespace`, `.name`, `.config`, `.overrides`
    and `.deps`, and an instance of the package while it is enabled. `options` are further options
    below `services.NAME`; `config` gets the service's values and the cluster's `config`, and returns
    definitions that hold while the service is enabled: it may turn on other services.

    # Type

    ```
    mkService :: {
      name :: String;
      package :: Package;
      namespace? :: String;
      options? :: AttrSet;
      config? :: AttrSet -> AttrSet -> AttrSet;
    } -> Module
    ```

    # Example

    ```nix
    kix.mkService {
      name = "shop";
      package = ./shop;
      options.metrics = lib.mkEnableOption "metrics";
      config = shop: cluster: {
        services.prometheus.enable = lib.mkIf shop.metrics (lib.mkDefault true);
      };
    }
    ```
  */
  mkService =
    {
      name,
      package,
      namespace ? name,
      options ? { },
      config ? (_service: _cluster: { }),
    }:
    let
      more = options;
      consequences = config;
    in
    # A set, so that a module may be a function that returns one of these.
    {
      imports = [
        (
          { config, ... }:
          {
            options.services.${name} = service { inherit name package namespace; } // more;
            config = lib.mkIf config.services.${name}.enable (
              lib.mkMerge [
                { instances = instance name config.services.${name}; }
                (consequences config.services.${name} config)
              ]
            );
          }
        )
      ];
    };

  /**
    The parts of an image's name, for the options `image.*`: `repository`, `tag` (null when the name has none) and
    `digest` (null likewise).

    # Type

    ```
    parseImage :: String -> { repository :: String; tag :: String | Null; digest :: String | Null; }
    ```

    # Example

    ```nix
    parseImage "registry.example.com:5000/shop/api:v2"
    => { repository = "registry.example.com:5000/shop/api"; tag = "v2"; digest = null; }
    ```
  */
  parseImage =
    image:
    let
      # A colon before a slash belongs to the registry's port.
      parts = builtins.match "(([^@/]+/)*[^@:/]+)(:([A-Za-z0-9_][A-Za-z0-9_.-]*))?(@(sha256:[0-9a-f]{64}))?" image;
    in
    if parts == null then
      throw "'${image}' is no name of an image: it looks like registry.example.com/shop/api:v2"
    else
      {
        repository = builtins.elemAt parts 0;
        tag = builtins.elemAt parts 3;
        digest = builtins.elemAt parts 5;
      };
}
