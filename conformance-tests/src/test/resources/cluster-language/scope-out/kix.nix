# "The result is an attribute set with `out`": what others may use of a resource, by kind.
{
  clusters.test = {
    instances.shop.app.package = ./app.nix;
  };
}
