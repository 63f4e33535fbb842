# Two teams that call an instance the same.
{
  clusters.test = [
    ({ packages, ... }: { instances.web.shop.package = packages.web-app; })
    ({ packages, ... }: { instances.web.shop.package = packages.python-app; })
  ];
}
