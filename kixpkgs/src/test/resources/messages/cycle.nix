# Three instances whose 'out' needs that of the next.
{
  clusters.test.instances.web = {
    a.package = { scope, b }: {
      out.x = b.out.x;
      resources.m = scope.mkResource {
        kind = "ConfigMap";
        data.x = b.out.x;
      };
    };
    b.package = { c }: { out.x = c.out.x; };
    c.package = { a }: { out.x = a.out.x; };
  };
}
