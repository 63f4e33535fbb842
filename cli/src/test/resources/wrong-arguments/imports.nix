{
  clusters.test =
    { ... }:
    {
      imports = [
        ./no-such-module.nix
      ];
    };
}
