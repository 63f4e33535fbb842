{
  clusters.test =
    { ... }:
    {
      name = "shop";
      namespaces.shop.labels = { };
      instances.data.db.package =
        { scope }:
        self: {
          meta.lifecycle = "stateful";
          resources = {
            set = scope.mkResource {
              kind = "StatefulSet";
              spec = {
                serviceName = self.resources.service.out.name;
                selector.matchLabels = scope.selectorLabels;
                template = {
                  metadata.labels = scope.selectorLabels;
                  spec.containers = [
                    {
                      name = "db";
                      image = "db:1";
                      resources = {
                        requests = {
                          cpu = "10m";
                          memory = "64Mi";
                        };
                        limits.memory = "64Mi";
                      };
                    }
                  ];
                };
              };
            };
            service = scope.mkResource {
              kind = "Service";
              spec = {
                selector = self.resources.set.out.selector;
                ports = [ { port = 5432; } ];
              };
            };
            limits = scope.mkResource {
              kind = "ConfigMap";
              name = "db-limits";
              data.connections = "100";
            };
          };
          out = {
            # A number that comes from one resource, one that comes from none, a function, and nothing.
            port = self.resources.service.out.port;
            timeout = 30;
            limit = name: if name == "none" then null else "from ${self.resources.limits.out.name}" |> builtins.stringLength;
            nothing = null;
            inherit (self.resources.service.out) fqdn;
            config = self.resources.limits.out.name;
          };
        };
      instances.shop.app.package =
        { scope, db }:
        let
          map' =
            name: value:
            scope.mkResource {
              kind = "ConfigMap";
              inherit name;
              data.value = toString value;
            };
        in
        {
          resources = {
            number = map' "number" db.out.port;
            plain = map' "plain" db.out.timeout;
            plain-and-text = map' "plain-and-text" "${db.out.config} ${toString db.out.timeout}";
            function = map' "function" (db.out.limit "some");
            function-of-nothing = map' "function-of-nothing" (db.out.limit "none");
            text = map' "text" db.out.fqdn;
            none = map' "none" (if db.out.nothing == null then "x" else "y");
          };
        };
    };
}
