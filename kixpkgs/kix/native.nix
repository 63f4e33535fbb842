/**
  The words of `kix.*` that the compiler recognises. They only mark what they are given; what it
  means is decided by the compiler.

  # Inputs

  `lib`: the library of kixpkgs.

  `readManifests`: a path, or a text of YAML, to the list of manifests in it.

  `mapFields`: `mapAttrs` that keeps the places of the attributes.

  `renderChart`, `fetchChart`, `makeImage`, `fetchImage`: what `helm.nix` and `images.nix` are made of.
*/
{
  lib,
  readManifests,
  mapFields,
  renderChart,
  fetchChart,
  makeImage,
  fetchImage,
}:
let
  manifests = import ./manifests.nix { inherit lib readManifests mapFields; };
  helm = import ./helm.nix {
    inherit lib renderChart fetchChart;
    inherit (manifests) packageOf;
  };
in
{
  inherit (manifests) fromManifests fromYAML;
  inherit (helm) fetchHelmChart fromHelmChart;
  inherit (import ./images.nix { inherit makeImage fetchImage; }) buildImage pullImage;

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
    Something that runs already and that kix leaves alone: the package `from` in import mode. Only
    its `out` is evaluated, for those who depend on it; nothing of it is applied, compared or
    removed. All that the cluster gets is a small custom resource that says what is imported.

    `config`: how it is set up, as far as `out` follows from that; `out`: attributes that are not
    what the package would work out; `namespace` and `name`: where it runs and what it is called
    there, when that is not the instance's place and name.

    # Type

    ```
    mkImport :: { from? :: Package; config? :: AttrSet; out? :: AttrSet; namespace? :: String; name? :: String; } -> Package
    ```

    # Example

    ```nix
    instances.database.postgres.package = kix.mkImport { from = packages.stackgres-cluster; };
    ```
  */
  mkImport =
    let
      mkImport =
        {
          from ? null,
          config ? { },
          out ? { },
          namespace ? null,
          name ? null,
        }:
        if from == null && out == { } then
          throw ''
            kix.mkImport imports nothing: say what runs there, or what others may know of it:
            kix.mkImport { from = packages.postgres; }''
        else if namespace != null && builtins.match "[a-z0-9]([-a-z0-9]*[a-z0-9])?" namespace == null then
          throw ''
            kix.mkImport: "${namespace}" is no name of a namespace:
            lower-case letters, digits and '-', with a letter or digit at both ends''
        else
          {
            _type = "kix-import";
            inherit
              from
              config
              out
              namespace
              name
              ;
          };
    in
    what:
    if builtins.isAttrs what && what._type or null == null then
      mkImport what
    else
      throw ''
        kix.mkImport takes a set, in which `from` is the package:
        kix.mkImport { from = packages.postgres; }'';

  /**
    A package whose resources are changed after it has made them, each under its name in the
    package, its kind, `"KIND/NAME"`, or `"*"`; what `overrides` of an instance says comes after. What the
    package hands on in `out` follows the changes.

    Sets are merged, `null` removes a field, lists that the API tells apart by a key (containers by
    `name`) are merged by it, other lists are replaced, and a function is given what was there.

    # Type

    ```
    patch :: AttrSet -> Package -> Package
    ```

    # Example

    ```nix
    package = packages.coredns |> kix.patch { deployment.spec.template.spec.hostNetwork = true; };
    ```
  */
  patch =
    patches: package:
    if builtins.isAttrs patches && patches._type or null == null then
      {
        _type = "kix-patched";
        inherit patches package;
      }
    else
      throw ''
        kix.patch takes the changes first and the package after them:
        kix.patch { deployment.spec.replicas = 2; } packages.coredns'';

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
    name: settings: groups:
    let
      usage = ''
        kix.mkEnv takes a name, what the environment is given, and its groups:
        kix.mkEnv "prod" { config = { replicas = 16; }; } { app = { env, ... }: { web.package = packages.web-app; }; }'';
      unknown = builtins.attrNames (removeAttrs settings [ "config" ]);
      config = settings.config or { };
      # A package where something else belongs: it asks for `scope`.
      isPackage =
        value:
        if builtins.isFunction value then
          builtins.functionArgs value ? scope
        else
          value._type or null == "kix-import" || value._type or null == "kix-patched";
      instances =
        group: stack:
        if isPackage stack then
          throw ''
            the group '${group}' of kix.mkEnv "${name}" is a package, but a group is a set of instances:
            ${group} = { NAME.package = …; };''
        else if lib.isFunction stack then
          stack {
            inherit env;
            namespace = "${name}-${group}";
          }
        else
          stack;
      instance =
        group: key: value:
        if isPackage value then
          throw ''
            '${key}' in the group '${group}' of kix.mkEnv "${name}" is a package, but an instance is a set:
            ${key}.package = …;''
        else
          value // { environment = name; };
      env = {
        inherit name config;
        namespaces = lib.mapAttrs (group: _: "${name}-${group}") groups;
      };
    in
    if !(builtins.isString name && builtins.isAttrs settings && builtins.isAttrs groups) then
      throw usage
    else if unknown != [ ] then
      throw ''
        kix.mkEnv "${name}" is given '${builtins.head unknown}', but only 'config' is known.
        ${usage}''
    else
      lib.mapAttrs' (group: stack: {
        name = "${name}-${group}";
        value = lib.mapAttrs (instance group) (instances group stack);
      }) groups;
}
