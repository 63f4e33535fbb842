# "What is imported or declared `external` counts as existing."
{
  clusters.test =
    { kix, ... }:
    {
      external = [
        { kind = "Secret"; namespace = "a"; name = "smtp"; keys = [ "password" ]; }
        { kind = "ServiceAccount"; namespace = "a"; name = "runner"; }
        { kind = "PriorityClass"; name = "high"; }
      ];
      instances.a.settings.package = kix.mkImport {
        from = { scope, self }: {
          resources.main = scope.mkResource { kind = "ConfigMap"; data.level = "1"; };
          out = { inherit (self.resources.main.out) name; };
        };
      };
      instances.a.app.package = { scope, settings }: {
        # What a package needs of others it can say itself.
        external = [ { kind = "Secret"; name = "registry"; } ];
        resources.pod = scope.mkResource {
          kind = "Pod";
          spec = {
            serviceAccountName = "runner";
            priorityClassName = "high";
            imagePullSecrets = [ { name = "registry"; } ];
            containers = [
              {
                name = "app";
                image = "app:1";
                resources = { requests = { cpu = "1m"; memory = "1Mi"; }; limits.memory = "1Mi"; };
                env = [
                  { name = "PASSWORD"; valueFrom.secretKeyRef = { name = "smtp"; key = "password"; }; }
                  { name = "LEVEL"; valueFrom.configMapKeyRef = { inherit (settings.out) name; key = "level"; }; }
                ];
              }
            ];
          };
        };
      };
    };
}
