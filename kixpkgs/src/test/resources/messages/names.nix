# Names that no resource can bear are refused where they stand, not where a package uses them.
{
  clusters.test =
    { packages, ... }:
    {
      instances = {
        "Web".a.package = packages.web-app;
        "web.x".a.package = packages.web-app;
        "".a.package = packages.web-app;
        "a-very-long-name-of-a-namespace-that-nobody-would-want-to-write-twice".a.package = packages.web-app;
        "web-*".app.package = packages.web-app;
        web = {
          my_app.package = packages.web-app;
          "Größe".package = packages.web-app;
          "a/b".package = packages.web-app;
          "app-*".package = packages.web-app;
          "".package = packages.web-app;
          fine.package = packages.web-app;
        };
      };
    };
}
