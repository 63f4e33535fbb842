/**
  Metrics, found the way the cluster's `monitoring.discovery` says.
  `cluster` is the cluster's config (the package argument `config`).
*/
{ lib }:
rec {
  /**
    Pod annotations for discovery by annotation; nothing when monitoring is off
    or goes through ServiceMonitors.

    # Type

    ```
    annotations :: { cluster, port, path? } -> AttrSet
    ```
  */
  annotations =
    {
      cluster,
      port,
      path ? "/metrics",
    }:
    lib.optionalAttrs (cluster.monitoring.enabled && cluster.monitoring.discovery == "annotations") {
      "prometheus.io/scrape" = "true";
      "prometheus.io/port" = toString port;
      "prometheus.io/path" = path;
    };

  /**
    The resource `serviceMonitor`, when the cluster runs the prometheus-operator.

    # Type

    ```
    resources :: { cluster, scope, selector, port, path?, name?, others? } -> AttrSet
    ```

    `selector`: labels of the Service to scrape; `port`: name of its port; `others`: further ports, `{ name; path?; }`.
  */
  resources =
    {
      cluster,
      scope,
      selector,
      port,
      path ? "/metrics",
      name ? scope.instanceName,
      others ? [ ],
    }:
    lib.optionalAttrs (cluster.monitoring.enabled && cluster.monitoring.discovery == "operator") {
      serviceMonitor = scope.mkResource {
        apiVersion = "monitoring.coreos.com/v1";
        kind = "ServiceMonitor";
        inherit name;
        inherit (cluster.monitoring) labels;
        spec = {
          selector.matchLabels = selector;
          namespaceSelector.matchNames = [ scope.namespace ];
          endpoints =
            map
              (endpoint: {
                port = endpoint.name;
                path = endpoint.path or "/metrics";
                inherit (cluster.monitoring) interval;
              })
              (
                [
                  {
                    name = port;
                    inherit path;
                  }
                ]
                ++ others
              );
        };
      };
    };
}
