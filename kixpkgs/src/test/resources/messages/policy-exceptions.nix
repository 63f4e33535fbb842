# The last exception that matches counts; the reason of what is let pass is printed.
{
  clusters.test =
    { kix, ... }:
    {
      namespaces.shop.podSecurity.enforce = "privileged";
      policy.image-digest = "error";
      policy.exceptions = [
        {
          rule = "image-*";
          reason = "development cluster";
        }
        {
          rule = "image-digest";
          instance = "web";
          level = "error";
          reason = "the web is what attackers see";
        }
        {
          rule = "image-digest";
          instance = "shop/batch";
          resource = "Pod/*";
          level = "warning";
          reason = "until spring";
        }
        {
          rule = "pod-requests";
          namespace = "s*p";
          reason = "nodes are big";
        }
      ];
      instances.shop =
        let
          pod =
            { scope, ... }:
            {
              resources.pod = scope.mkResource {
                apiVersion = "v1";
                kind = "Pod";
                spec.containers = [
                  {
                    name = "main";
                    image = "main:1";
                  }
                ];
              };
            };
        in
        {
          web.package = pod;
          batch.package = pod;
          other.package = pod;
        };
    };
}
