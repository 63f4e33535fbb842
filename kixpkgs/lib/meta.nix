/**
  Metadata of packages.
*/
{ lib }:
let
  inherit (builtins) isString match typeOf;
  inherit (lib.asserts) assertMsg;
in
rec {
  /**
    A package with more attributes in its `meta`.

    # Type

    ```
    addMetaAttrs :: AttrSet -> Derivation -> Derivation
    ```
  */
  addMetaAttrs =
    more: package:
    let
      change = old: { meta = old.meta or { } // more; };
    in
    if package ? overrideAttrs then package.overrideAttrs change else package // change package;

  /** A package that Hydra does not build. */
  dontDistribute = addMetaAttrs { hydraPlatforms = [ ]; };

  /** A package under another name. */
  setName = name: package: package // { inherit name; };

  /** A package whose name a function changes. */
  updateName = change: package: package // { name = change package.name; };

  /**
    A package with a suffix in its name, before the version.

    # Type

    ```
    appendToName :: String -> Derivation -> Derivation
    ```
  */
  appendToName =
    suffix:
    updateName (
      name:
      let
        parts = builtins.parseDrvName name;
      in
      "${parts.name}-${suffix}-${parts.version}"
    );

  /** Applies a function to the derivations of a set. */
  mapDerivationAttrset = f: lib.mapAttrs (_name: value: if lib.isDerivation value then f value else value);

  /** The priority of packages that do not say otherwise. */
  defaultPriority = 5;

  /** A package with a priority for `nix-env`; the smaller the number the stronger. */
  setPrio = priority: addMetaAttrs { inherit priority; };

  /** A package that gives way to others. */
  lowPrio = setPrio 10;

  /** `lowPrio` for all packages of a set. */
  lowPrioSet = mapDerivationAttrset lowPrio;

  /** A package that others give way to. */
  hiPrio = setPrio (-10);

  /** `hiPrio` for all packages of a set. */
  hiPrioSet = mapDerivationAttrset hiPrio;

  /**
    Whether a platform is one of those an entry of `meta.platforms` means: a system
    (`"x86_64-linux"`), or a pattern of `lib.systems.inspect`.

    # Type

    ```
    platformMatch :: Platform -> (String | AttrSet) -> Bool
    ```
  */
  platformMatch =
    platform: entry:
    if isString entry then
      platform ? system && platform.system == entry
    else
      lib.matchAttrs (if entry ? parsed then entry else { parsed = entry; }) platform;

  /**
    Whether a package is for a platform, by its `meta.platforms` and `meta.badPlatforms`.

    # Type

    ```
    availableOn :: Platform -> Derivation -> Bool
    ```
  */
  availableOn =
    platform: package:
    let
      isListed = lib.any (platformMatch platform);
    in
    (package ? meta.platforms -> isListed package.meta.platforms)
    && !(isListed (package.meta.badPlatforms or [ ]));

  /** Licenses by their identifiers of SPDX. */
  licensesSpdx = lib.mapAttrs' (_name: license: lib.nameValuePair license.spdxId license) (
    lib.filterAttrs (_name: license: license ? spdxId) lib.licenses
  );

  /**
    The license with an identifier of SPDX, in whatever case; warns when there is none and
    gives a license with that name.

    # Type

    ```
    getLicenseFromSpdxId :: String -> License
    ```
  */
  getLicenseFromSpdxId =
    id:
    getLicenseFromSpdxIdOr id (
      lib.warn "getLicenseFromSpdxId: No license with the given SPDX ID found: ${id}" {
        shortName = id;
        spdxId = id;
      }
    );

  /** The license with an identifier of SPDX, in whatever case, or another value. */
  getLicenseFromSpdxIdOr =
    let
      byLowerCase = lib.mapAttrs' (id: lib.nameValuePair (lib.toLower id)) licensesSpdx;
    in
    id: default: byLowerCase.${lib.toLower id} or default;

  /**
    The path of a package's main program, `meta.mainProgram`.

    # Type

    ```
    getExe :: Derivation -> String
    ```
  */
  getExe =
    package:
    getExe' package (
      package.meta.mainProgram or (lib.warn
        "getExe: Package ${
          lib.strings.escapeNixIdentifier (package.meta.name or (package.pname or package.name))
        } does not have the meta.mainProgram attribute. We'll assume that the main program has the same name for now, but this behavior is deprecated, because it leads to surprising errors when the assumption does not hold. If the package has a main program, please set `meta.mainProgram` in its definition to make this warning go away. Otherwise, if the package does not have a main program, or if you don't control its definition, use getExe' to specify the name to the program, such as lib.getExe' foo \"bar\"."
        (lib.getName package)
      )
    );

  /**
    The path of a package's program of this name.

    # Type

    ```
    getExe' :: Derivation -> String -> String
    ```
  */
  getExe' =
    package: name:
    assert assertMsg (lib.isDerivation package)
      "lib.meta.getExe': The first argument is of type ${typeOf package}, but it should be a derivation instead.";
    assert assertMsg (isString name)
      "lib.meta.getExe': The second argument is of type ${typeOf name}, but it should be a string instead.";
    assert assertMsg (match ".*/.*" name == null)
      "lib.meta.getExe': The second argument \"${name}\" is a nested path with a \"/\" character, but it should just be the name of the executable instead.";
    "${lib.getBin package}/bin/${name}";

  /** The parts of a CPE identifier for a vendor and a whole version. */
  cpeFullVersionWithVendor = vendor: version: {
    inherit vendor version;
    update = "*";
  };
}
