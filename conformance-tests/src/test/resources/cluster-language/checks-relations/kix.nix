# "between resources": every relation of the list, wrong once.
{
  clusters.test = {
    instances.shop.app.package = ./app.nix;
  };
}
