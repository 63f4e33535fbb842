/**
  The module system: evaluation of modules, properties of definitions, and modules that
  rename or remove options. The engine is part of the program; what is written here are
  the conveniences on top of it.
*/
{ lib }:
let
  native = __kixModules lib;

  inherit (lib)
    any
    attrByPath
    concatMap
    filter
    foldl'
    getAttrFromPath
    id
    mapAttrs
    mapAttrsToList
    optional
    optionalAttrs
    recursiveUpdate
    setAttrByPath
    trace
    warn
    zipAttrs
    ;
  inherit (lib.options)
    mkOption
    showFiles
    showOption
    ;

  /*
    An option that others are told to stop using: its definitions count as definitions of
    `to`, and reading it reads `to`.
  */
  renamedNotice = from: to: "Obsolete option `${showOption from}' is used. It was renamed to `${showOption to}'.";

  # The definitions of an option, each with the priority that the option has now.
  withPriorityOf = option: map (native.mkOverride (option.highestPrio or native.defaultOverridePriority)) option.definitions;

  forward = wrap: definitions: option: native.mkIf option.isDefined (wrap (native.mkMerge definitions));

  # Whether a release is old enough for its deprecations to be announced.
  isAnnounced = lib.trivial.oldestSupportedReleaseIsAtLeast or (_release: true);

  # A value no user can mean, to see whether a removed option was set.
  unset = "_mkMergedOptionModule";
in
rec {
  inherit (native)
    # Evaluation
    evalModules
    evalOptionValue
    mergeDefinitions
    mergeModules
    mergeOptionDecls
    fixupOptionType
    unifyModuleSyntax
    applyModuleArgsIfFunction
    setDefaultModuleLocation
    # Properties
    mkIf
    mkMerge
    mkDefinition
    mkOverride
    mkOptionDefault
    mkDefault
    mkImageMediaOverride
    mkForce
    mkVMOverride
    mkOrder
    mkBefore
    mkAfter
    defaultOverridePriority
    defaultOrderPriority
    pushDownProperties
    dischargeProperties
    filterOverrides
    filterOverrides'
    sortProperties
    ;

  /**
    A definition that fails with a message when a condition does not hold.

    # Type

    ```
    mkAssert :: Bool -> String -> a -> Definition a
    ```
  */
  mkAssert = condition: message: mkIf (condition || throw "\nFailed assertion: ${message}");

  /** Its argument. Kept for modules that still call it. */
  mkFixStrictness = warn "lib.mkFixStrictness has no effect and will be removed. It returns its argument unmodified, so you can just remove any calls." id;

  /**
    Applies a function to the value inside a definition, whatever properties stand around it.

    # Type

    ```
    mapDefinitionValue :: (a -> b) -> Definition a -> Definition b
    ```
  */
  mapDefinitionValue =
    f: definition:
    let
      inside = name: definition // { ${name} = mapDefinitionValue f definition.${name}; };
      byType = {
        "if" = inside "content";
        override = inside "content";
        order = inside "content";
        definition = inside "value";
        merge = definition // {
          contents = map (mapDefinitionValue f) definition.contents;
        };
      };
    in
    if definition ? _type then byType.${definition._type} or (f definition) else f definition;

  /** All definitions of an option, for use as definitions of another. */
  mkAliasDefinitions = mkAliasAndWrapDefinitions id;

  /** `mkAliasDefinitions` with a function that says where they go. */
  mkAliasAndWrapDefinitions = wrap: option: forward wrap option.definitions option;

  /** `mkAliasAndWrapDefinitions`, keeping the priority of the option. */
  mkAliasAndWrapDefsWithPriority = wrap: option: forward wrap (withPriorityOf option) option;

  /** `mkIf option.isDefined`. */
  mkAliasIfDef = warn "Usage of 'mkAliasIfDef' has been deprecated. Use 'mkIf option.isDefined' instead." (
    option: mkIf option.isDefined
  );

  /**
    A definition computed from the value of an option, with that option's priority: whoever
    overrides the option overrides what follows from it.

    # Type

    ```
    mkDerivedConfig :: Option a -> (a -> Definition b) -> Definition b
    ```
  */
  mkDerivedConfig = option: f: mkOverride (option.highestPrio or defaultOverridePriority) (f option.value);

  /**
    The merged value and the priority of each attribute of an option of type `attrsOf`.

    # Type

    ```
    mergeAttrDefinitionsWithPrio :: Option -> { [String] :: { highestPrio :: Int; value :: Any; } }
    ```
  */
  mergeAttrDefinitionsWithPrio =
    option:
    assert option.type.name == "attrsOf" || option.type.name == "lazyAttrsOf";
    let
      parts = concatMap (
        definition:
        concatMap (mapAttrsToList (name: value: { ${name} = definition // { inherit value; }; })) (
          pushDownProperties definition.value
        )
      ) option.definitionsWithLocations;
    in
    mapAttrs (
      name: definitions:
      let
        merged = mergeDefinitions (option.loc ++ [ name ]) option.type.nestedTypes.elemType definitions;
      in
      {
        value = merged.mergedValue;
        inherit (merged.defsFinal') highestPrio;
      }
    ) (zipAttrs parts);

  /**
    `mergeModules` with the definitions apart from the modules, as `{ file; value; }`.
  */
  mergeModules' =
    prefix: modules: definitions:
    mergeModules prefix (
      map (module: module // { config = { }; }) modules
      ++ map (definition: {
        _file = definition.file;
        key = definition.file;
        disabledModules = [ ];
        imports = [ ];
        options = { };
        config = definition.value;
      }) definitions
    );

  /** `evalModules` of modules and arguments, unknown definitions allowed. */
  fixMergeModules =
    modules: args:
    evalModules {
      inherit modules args;
      check = false;
    };

  /**
    A module for an option that is gone: it says so, with instructions, to whoever sets it.

    # Type

    ```
    mkRemovedOptionModule :: [String] -> String -> Module
    ```
  */
  mkRemovedOptionModule =
    path: instructions:
    { options, ... }:
    let
      option = getAttrFromPath path options;
    in
    {
      options = setAttrByPath path (mkOption {
        visible = false;
        apply =
          _value:
          throw "The option `${showOption path}' can no longer be used since it's been removed. ${instructions}";
      });
      config.assertions = [
        {
          assertion = !option.isDefined;
          message = ''
            The option definition `${showOption path}' in ${showFiles option.files} no longer has any effect; please remove it.
            ${instructions}
          '';
        }
      ];
    };

  /**
    A module that makes an old option an alias of a new one and warns whoever uses it.

    # Type

    ```
    mkRenamedOptionModule :: [String] -> [String] -> Module
    ```
  */
  mkRenamedOptionModule =
    from: to:
    doRename {
      inherit from to;
      visible = false;
      warn = true;
      use = trace (renamedNotice from to);
    };

  /** `mkRenamedOptionModule` that warns once the release since which it holds is old enough. */
  mkRenamedOptionModuleWith =
    {
      from,
      to,
      sinceRelease,
    }:
    doRename {
      inherit from to;
      visible = false;
      warn = isAnnounced sinceRelease;
      use = lib.warnIf (isAnnounced sinceRelease) (renamedNotice from to);
    };

  /** A module that makes one option another name of a second one. */
  mkAliasOptionModule =
    from: to:
    doRename {
      inherit from to;
      visible = true;
      warn = false;
      use = id;
    };

  /** `mkAliasOptionModule`. */
  mkAliasOptionModuleMD = warn "mkAliasOptionModuleMD is deprecated and will be removed in 26.05; please use mkAliasOptionModule." mkAliasOptionModule;

  /**
    The general form of the renaming modules.

    # Inputs

    - `from`, `to`: the paths of both options; `to` must be declared elsewhere.
    - `visible`: whether the old option is documented.
    - `warn`: whether a definition of the old option adds to `warnings`.
    - `use`: applied to the value when the old option is read.
    - `withPriority`: whether definitions keep their priority (default: true).
    - `condition`: when to forward at all (default: true); for a `to` inside an
      `attrsOf submodule` that should not come into being otherwise.
  */
  doRename =
    {
      from,
      to,
      visible,
      warn,
      use,
      withPriority ? true,
      condition ? true,
    }:
    { config, options, ... }:
    let
      old = getAttrFromPath from options;
      current = attrByPath to (abort "Renaming error: option `${showOption to}' does not exist.") config;
      type = (attrByPath to { } options).type or (lib.types.submodule { });
      alias = if withPriority then mkAliasAndWrapDefsWithPriority else mkAliasAndWrapDefinitions;
    in
    {
      options = setAttrByPath from (
        mkOption {
          inherit visible;
          description = "Alias of {option}`${showOption to}`.";
          apply = _value: use current;
        }
        // optionalAttrs (type != null) { inherit type; }
      );
      config = mkIf condition (mkMerge [
        (optionalAttrs (options ? warnings) {
          warnings = optional (
            warn && old.isDefined
          ) "The option `${showOption from}' defined in ${showFiles old.files} has been renamed to `${showOption to}'.";
        })
        (alias (setAttrByPath to) old)
      ]);
    };

  /**
    A module for options that became one of another type: `merge` gets `config` and computes
    the new value from the old ones.

    # Type

    ```
    mkMergedOptionModule :: [[String]] -> [String] -> (Config -> a) -> Module
    ```
  */
  mkMergedOptionModule =
    from: to: merge:
    { config, options, ... }:
    let
      isSet = path: getAttrFromPath path config != unset;
      notice =
        path:
        "The option `${showOption path}' defined in ${showFiles (getAttrFromPath path options).files} has been changed to `${showOption to}' that has a different type. Please read `${showOption to}' documentation and update your configuration accordingly.";
      declare =
        path:
        setAttrByPath path (mkOption {
          visible = false;
          # so that `merge` can ask whether the option was set
          default = unset;
        });
    in
    {
      options = foldl' recursiveUpdate { } (map declare from);
      config = {
        warnings = map notice (filter isSet from);
      }
      // setAttrByPath to (mkMerge (optional (any isSet from) (merge config)));
    };

  /** `mkMergedOptionModule` of one old option. */
  mkChangedOptionModule = from: mkMergedOptionModule [ from ];

  /**
    `import path arg` as a module that knows its file.

    # Type

    ```
    importApply :: Path -> a -> Module
    ```
  */
  importApply = path: arg: setDefaultModuleLocation path (import path arg);

  /** A JSON file as a module. */
  importJSON = file: {
    _file = file;
    config = lib.importJSON file;
  };

  /** A TOML file as a module. */
  importTOML = file: {
    _file = file;
    config = lib.importTOML file;
  };
}
