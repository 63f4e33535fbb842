# "`kix.deprecated { since; use; }` on an option warns with the definition's file and line."
{
  clusters.test = [
    ./webshop.nix
    {
      instances.a.app.package = { scope, kix, lib }: {
        options.host = kix.deprecated { since = "shop v2"; use = "'hosts' (list)"; } (lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; });
        options.old = kix.deprecated { since = "shop v1"; use = "nothing"; } (lib.mkOption { default = null; });
        resources = { };
      };
    }
  ];
}
