# "`assertions`, `warnings`: as in NixOS": all that fail are said; warnings beside them.
{
  clusters.test =
    { config, ... }:
    {
      assertions = [
        { assertion = config.name == "other"; message = "the name is ${config.name}"; }
        { assertion = false; message = "and this is wrong"; }
      ];
      warnings = [ "this is dubious" ];
    };
}
