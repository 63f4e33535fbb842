# "A missing attribute of `out` is Nix's own missing-attribute error with the package's file and line".
{
  clusters.test = {
    instances.a.app.package = ./app.nix;
    instances.a.cache.package = { scope }: { resources = { }; out.port = 6379; };
  };
}
