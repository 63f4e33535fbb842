/**
  Licenses for `meta.license`, and what follows from licenses that are combined.

  A license is a set: `licenseType` is `"simple"` for one with `shortName`, `free`,
  `redistributable`, `deprecated` and, as known, `fullName`, `spdxId` and `url`; the functions
  OR, AND, WITH and PLUS make others of those.
*/
{ lib }:
let
  listed = import ./license-list.nix;

  license = name: facts: {
    licenseType = "simple";
    shortName = name;
    free = true;
    deprecated = false;
    redistributable = facts.free or true;
  }
  // facts;

  # A group of the list, with what all its members have in common.
  group =
    common:
    lib.mapAttrs (
      name: entry:
      let
        spdxId = lib.head entry;
      in
      license name (
        common
        // {
          inherit spdxId;
          fullName = lib.last entry;
          url = "https://spdx.org/licenses/${spdxId}.html";
        }
      )
    );

  compound = operator: licenses: {
    licenseType = "compound";
    inherit operator licenses;
  };

  /*
    What holds for a license if `simple` holds for the licenses it is made of. `permissive`
    says how to read a choice: a right is there if one of the choices gives it; a duty, only
    if all of them have it.
  */
  judge =
    permissive: simple:
    let
      ofLicense =
        license:
        {
          inherit simple;
          compound = ofCompound;
          exception = license: ofLicense license.license && ofLicense license.exception;
          plus = license: ofLicense license.license;
        }
        .${license.licenseType} or (throw "Unknown license type or legacy license")
          license;
      ofCompound =
        { operator, licenses, ... }:
        if operator == "OR" then
          (if permissive then lib.any else lib.all) ofLicense licenses
        else if operator == "AND" then
          (if permissive then lib.all else lib.any) ofLicense licenses
        else
          throw "Unknown license operator";
    in
    ofLicense;
in
group { } listed.free
// group { deprecated = true; } listed.deprecated
// group {
  free = false;
  redistributable = true;
} listed.redistributable
// group {
  free = false;
  redistributable = false;
} listed.closed
// lib.mapAttrs license listed.others
// {
  # SPDX knows it by an identifier that reads differently.
  ecl20 = license "ECL 2.0" {
    spdxId = lib.head listed.free.ecl20;
    fullName = lib.last listed.free.ecl20;
    url = "https://spdx.org/licenses/ECL-2.0.html";
  };
}
// rec {
  /** A choice of licenses. */
  OR = compound "OR";

  /** Licenses that all have to be kept. */
  AND = compound "AND";

  /** A license with an exception from it. */
  WITH = license: exception: {
    licenseType = "exception";
    operator = "WITH";
    inherit license exception;
  };

  /** A license or any later version of it. */
  PLUS = license: {
    licenseType = "plus";
    operator = "+";
    inherit license;
  };

  /**
    Whether a function holds for a license.

    # Inputs

    - the function of a simple license,
    - whether it is a right: true where one license of a choice is enough,
    - the license.

    # Type

    ```
    evaluateProperty :: (License -> Bool) -> Bool -> License -> Bool
    ```
  */
  evaluateProperty = predicate: permissive: judge permissive predicate;

  /** `evaluateProperty` of an attribute. */
  evaluateNamedProperty = name: permissive: judge permissive (license: license.${name});

  /** Whether a license is free. */
  isFree = evaluateNamedProperty "free" true;

  /** Whether a license lets others pass the work on. */
  isRedistributable = evaluateNamedProperty "redistributable" true;

  /** Whether whoever uses the work has to keep one of some licenses. */
  containsLicenses = licenses: evaluateProperty (license: lib.elem license licenses) false;

  /**
    A license as an expression of SPDX.

    # Example

    ```nix
    toSPDX (OR [ lib.licenses.mit lib.licenses.asl20 ])
    => "MIT OR Apache-2.0"
    ```
  */
  toSPDX =
    license:
    let
      part =
        inner:
        if inner.licenseType == "compound" || inner.licenseType == "exception" then "(${toSPDX inner})" else toSPDX inner;
    in
    {
      simple = license.spdxId or "LicenseRef-nixos-${license.shortName}";
      compound = lib.concatMapStringsSep " ${license.operator} " part license.licenses;
      exception = "${part license.license} ${license.operator} ${part license.exception}";
      plus = part license.license + license.operator;
    }
    .${license.licenseType} or (throw "Unknown license type");
}
