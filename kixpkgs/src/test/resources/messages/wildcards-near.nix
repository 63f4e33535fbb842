{
  clusters.test =
    { packages, ... }:
    {
      instances.web.backend.package = packages.web-app;
      imports = [
        { instances.*.*.config.replcas = 2; }
        { instances.wbe.*.config.replicas = 2; }
        { instances.*.bakend.config.replicas = 2; }
        { instances."we*".*.config.replicas = 2; }
        { instances.*.*.config.nothing.like.it = 2; }
      ];
    };
}
