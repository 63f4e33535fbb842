# "`check` in `mkOption`: returns true, false, or a message."
{
  clusters.test = {
    instances.a.app = {
      config = {
        compared = -3;
        other = "x";
        message = 80;
        fine = 1;
        between = 70000;
        same = "tcp";
        nested.deep = 0;
      };
      package = ./package.nix;
    };
  };
}
