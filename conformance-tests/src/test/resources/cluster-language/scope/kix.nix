# "scope": what a package knows of its place, and what `mkResource` makes.
{
  clusters.test = {
    name = "prod";
    namespaces.elsewhere = { };
    kubernetes.version = "1.36";
    instances.shop.app.package = ./app.nix;
    instances.shop.definitions.package = { scope, kix, ... }: {
      resources.widget = kix.parts.customResourceDefinition {
        inherit scope;
        kind = "Widget";
        namespaced = true;
        group = "example.com";
        version = "v1beta1";
      };
    };
  };
}
