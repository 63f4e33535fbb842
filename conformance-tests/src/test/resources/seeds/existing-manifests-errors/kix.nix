{
  clusters.test = { kix, ... }: {
    instances.shop.legacy = {
      package = kix.fromManifests [ ./deploy ];
      overrides."Deployment/web".spec.replicas = 5;
    };
    instances.shop.app.package = { scope, legacy }: {
      resources.config = scope.mkResource { kind = "ConfigMap"; name = "app"; data.url = "http://${legacy.out.fqdn}:${toString legacy.out.port}"; };
    };
  };
}
