# "all errors of a phase are reported, not the first alone": of several resources, and of one.
{
  clusters.test = {
    instances.a.first.package = { scope }: {
      resources.one = scope.mkResource { kind = "ConfigMap"; name = "one"; data = { a = throw "the first"; b = throw "the second"; list = [ (throw "the third") ]; }; };
      resources.two = scope.mkResource { kind = "ConfigMap"; name = "two"; data.c = builtins.head [ ]; };
      resources.three = throw "no resource";
    };
    instances.a.second.package = { scope }: throw "no package";
    instances.a.third.package = 3;
    instances.a.fourth.package = { scope }: { resources.x = "no resource"; };
    instances.a.fifth.package = { scope }: { resources.x = scope.mkResource { metadata.name = "x"; }; };
  };
}
