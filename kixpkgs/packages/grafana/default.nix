# Grafana, with the injected Prometheus and Loki as data sources.
{
  scope,
  lib,
  kix,
  config,
  prometheus ? null,
  loki ? null,
  clusterIssuer ? null,
  ingressNginx ? null,
  priorityClasses ? null,
  storageClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;

    source = type: out: {
      name = type;
      inherit type;
      access = "proxy";
      url = "http://${out.fqdn}:${toString out.port}";
    };
  in
  {
    product = "grafana";
    meta = {
      description = "Grafana, dashboards for metrics and logs";
      homepage = "https://grafana.com/docs/grafana";
      version = "13.2.0";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/grafana/grafana";
      tag = "13.2.0";
    };
    requests = {
      cpu = "100m";
      memory = "128Mi";
    };
    limits.memory = "512Mi";
    securityContext = {
      runAsUser = 472;
      fsGroup = 472;
    };
    probes = {
      startup.failureThreshold = 30;
      liveness = {
        timeoutSeconds = 30;
        failureThreshold = 10;
      };
    };
    ingress = true;
    networkPolicy = false;
    storage = "5Gi";

    options = {
      admin = {
        secretName = kix.options.secretName scope "admin" "Secret with the administrator's password.";
        inherit (kix.options) secretKey;
      };
      dataSources = lib.mkOption {
        type = lib.types.listOf lib.types.attrs;
        default = [ ];
        description = "Further data sources, as in Grafana's provisioning files.";
      };
      settings = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = lib.literalExpression ''{ GF_AUTH_ANONYMOUS_ENABLED = "true"; }'';
        description = "Settings, as `GF_SECTION_KEY` variables.";
      };
    };

    kind = "StatefulSet";
    headless = false;
    name = "grafana";
    env = {
      GF_SECURITY_ADMIN_PASSWORD = kix.secretRef {
        name = cfg.admin.secretName;
        key = cfg.admin.secretKey;
      };
      GF_ANALYTICS_REPORTING_ENABLED = "false";
      GF_ANALYTICS_CHECK_FOR_UPDATES = "false";
      GF_SERVER_ROOT_URL =
        if cfg.ingress.hosts == [ ] then null else "https://${builtins.head cfg.ingress.hosts}${cfg.ingress.path}";
    }
    // cfg.settings;
    files = {
      path = "/etc/grafana/provisioning/datasources";
      data."kix.yaml" = builtins.toJSON {
        apiVersion = 1;
        datasources =
          lib.optional (prometheus != null) (source "prometheus" prometheus.out // { isDefault = true; })
          ++ lib.optional (loki != null) (source "loki" loki.out)
          ++ cfg.dataSources;
      };
    };
    data.path = "/var/lib/grafana";
    writable = [ "/tmp" ];
    ports = [
      {
        name = "http";
        port = 3000;
      }
    ];
    metrics = {
      name = "http";
      port = 3000;
    };
    probe.httpGet = {
      path = "/api/health";
      port = "http";
    };

    external = [ (kix.parts.externalSecret cfg.admin.secretName [ cfg.admin.secretKey ]) ];
  }
)
