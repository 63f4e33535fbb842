# What is wrong with one instance hides nothing of the others; what depends on it is left out, for what is wrong there may follow.
{
  clusters.test =
    { packages, ... }:
    {
      instances.a = {
        wrong = { package = packages.web-app; config.replicas = "two"; };
        follows.package = { scope, wrong }: { resources.x = scope.mkResource { kind = "ConfigMap"; data = wrong.out; }; };
        broken.package = { scope }: { resources.x = scope.mkResource { kind = "ConfigMap"; data.x = throw "no value"; }; };
        invalid.package = { scope }: { resources.x = scope.mkResource { kind = "ConfigMap"; data.x = 1; }; };
        sound.package = packages.web-app;
      };
    };
}
