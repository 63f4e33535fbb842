# A package that is looked at for its options only: what it needs is not there.
{ scope, lib, kix, database, cache ? null }:
kix.mkPackage (self: {
  meta = {
    description = "Says hello";
    version = "1.2.3";
    homepage = "https://example.com";
  };
  options = {
    greeting = lib.mkOption {
      type = lib.types.str;
      default = "hello";
      example = "good morning";
      description = ''
        What it says. It may hold `code`.

        A second paragraph that is long enough to be broken into two lines when it is printed on a terminal of this width.
      '';
    };
    port = lib.mkOption {
      type = lib.types.port;
      default = database.out.port;
      description = "A default that cannot be known here.";
    };
    names = lib.mkOption {
      type = lib.types.attrsOf (lib.types.submodule {
        options.polite = lib.mkEnableOption "manners";
      });
      default = { };
      description = "Whom it greets.";
    };
    old = kix.deprecated { since = "1.1"; use = "'greeting'"; } (lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      description = "What it said.";
    });
    secret = lib.mkOption { internal = true; type = lib.types.str; default = ""; };
  };
  resources = throw "nobody should look";
})
