/**
  `services.NAME`: every package as a switch. `services.coredns.enable = true` makes an instance of the
  package, in the namespace where one expects it; what one service needs of others, its module
  turns on there (`coredns.nix`, `cloud-run.nix`). A module of one's own does the same with
  `kix.mkService`.
*/
{ kix, packages, ... }:
{
  imports = [
    ./cloud-run.nix
    ./coredns.nix
    ./prometheus.nix
    ./prometheus-stack.nix
    (kix.mkServices packages)
  ];
}
