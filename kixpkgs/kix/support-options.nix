/**
  The option `support`: what is said of programs that nobody looks after any more, and from which day on.
*/
{ config, lib, kix, ... }:
let
  inherit (lib) mkOption types;
  findings = kix.support.findings {
    inherit config;
    product = "kubernetes";
    inherit (config.kubernetes) version;
    subject = "the cluster";
    remedy = "Upgrade it ('kix upgrade-check' says what that breaks)";
  };
in
{
  options.support = {
    date = mkOption {
      type = types.nullOr (types.strMatching "[0-9]{4}-?[0-9]{2}-?[0-9]{2}.*");
      default = null;
      example = lib.literalExpression "self.lastModifiedDate";
      description = ''
        The day from which support windows are counted, as `2026-11-12` or as a flake's `lastModifiedDate`. A build never looks
        at the clock: the same source gives the same result. Null counts from the day on which the dates of kixpkgs were
        read (`kixpkgs/kix/support-dates.nix`).
      '';
    };
    noticeDays = mkOption {
      type = types.ints.unsigned;
      default = 60;
      description = "How many days ahead an end of support is announced, as a warning, when `support.date` is set.";
    };
    level = mkOption {
      type = types.enum [
        "error"
        "warning"
        "ignore"
      ];
      default = "warning";
      description = "What it is that a program of the cluster, or its Kubernetes, is past the end of its support.";
    };
    accepted = mkOption {
      type = types.attrsOf types.nonEmptyStr;
      default = { };
      example = lib.literalExpression ''
        { ingress-nginx = "we move to the Gateway API until June"; }
      '';
      description = "Products, by their name in `kix.support.products`, that may be past the end of their support, and why.";
    };
  };

  config = {
    inherit (findings) warnings;
    assertions =
      findings.assertions
      ++ lib.mapAttrsToList (product: _: {
        assertion = kix.support.products ? ${product};
        message = "support.accepted speaks of '${product}', whose support nobody keeps account of. Known: ${lib.concatStringsSep ", " (lib.attrNames kix.support.products)}.";
      }) config.support.accepted;
  };
}
