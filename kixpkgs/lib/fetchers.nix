/**
  For functions that fetch: hashes in the ways that people write them.
*/
{ lib }:
let
  usual = [ "sha256" ];

  placeholders = {
    hash = lib.fakeHash;
    sha256 = lib.fakeSha256;
    sha512 = lib.fakeSha512;
  };
in
rec {
  /** Environment variables that a fetch may see although its result does not depend on them. */
  proxyImpureEnvVars =
    let
      names = [
        "http_proxy"
        "https_proxy"
        "ftp_proxy"
        "all_proxy"
        "no_proxy"
      ];
    in
    names ++ map lib.toUpper names ++ [ "NIX_SSL_CERT_FILE" ];

  /**
    Arguments with `hash`, or one named after its algorithm, turned into arguments with
    `outputHash` and `outputHashAlgo`. An empty hash stands for one that is never right.

    # Inputs

    - `hashTypes`: algorithms whose names are understood (default: sha256),
    - `required`: whether a hash has to be there (default: true).

    # Type

    ```
    normalizeHash :: { hashTypes ? :: [String]; required ? :: Bool; } -> AttrSet -> AttrSet
    ```
  */
  normalizeHash =
    {
      hashTypes ? usual,
      required ? true,
    }:
    let
      names = [ "hash" ] ++ hashTypes;
    in
    args:
    let
      given = lib.filter (name: args ? ${name}) (lib.sort lib.lessThan names);
      name = lib.head given;
      output = {
        outputHashAlgo = if name == "hash" then null else name;
        outputHash =
          if args.${name} == "" then placeholders.${name} or (throw "no “fake hash” defined for ${name}") else args.${name};
      };
    in
    if args ? outputHash then
      args
    else if given == [ ] then
      lib.throwIf required "fetcher called without `hash`" args
    else if lib.length given > 1 then
      throw "fetcher called with mutually-incompatible arguments: ${lib.concatStringsSep ", " given}"
    else
      removeAttrs args names // output;

  /**
    A function of `outputHash` and `outputHashAlgo` as one of `hash` or its like.

    # Type

    ```
    withNormalizedHash :: { hashTypes ? :: [String]; } -> (AttrSet -> a) -> AttrSet -> a
    ```
  */
  withNormalizedHash =
    {
      hashTypes ? usual,
    }:
    fetch:
    let
      formals = lib.functionArgs fetch;
      normalize = normalizeHash {
        inherit hashTypes;
        required = !formals.outputHash;
      };
    in
    assert formals ? outputHash && formals ? outputHashAlgo;
    assert !(lib.any (name: formals ? ${name}) ([ "hash" ] ++ hashTypes));
    lib.setFunctionArgs (args: fetch (normalize args)) (
      removeAttrs formals [
        "outputHash"
        "outputHashAlgo"
      ]
      // {
        hash = formals.outputHash;
      }
    );
}
