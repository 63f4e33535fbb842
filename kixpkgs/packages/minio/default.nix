# MinIO, object storage with the S3 protocol: one server.
{
  scope,
  lib,
  kix,
  config,
  clusterIssuer ? null,
  ingressNginx ? null,
  traefik ? null,
  priorityClasses ? null,
  storageClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
    key = name: kix.secretRef {
      name = cfg.auth.secretName;
      key = name;
    };
  in
  {
    product = "minio";
    meta = {
      description = "MinIO, object storage with the S3 protocol, one server";
      homepage = "https://min.io";
      version = "2025-09-07";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "quay.io/minio/minio";
      tag = "RELEASE.2025-09-07T16-13-09Z";
    };
    requests = {
      cpu = "100m";
      memory = "256Mi";
    };
    limits.memory = "1Gi";
    securityContext = {
      runAsUser = 1000;
      fsGroup = 1000;
    };
    ingress = true;
    networkPolicy = false;
    storage = "50Gi";

    options.auth.secretName = kix.options.secretName scope "credentials" "Secret with `user` and `password` of the administrator.";

    kind = "StatefulSet";
    name = "minio";
    args = [
      "server"
      "/data"
      "--address=:9000"
      "--console-address=:9001"
      # Made at every start, below the home folder if nothing else is said, and that is the root file system, which cannot be written to.
      "--certs-dir=/tmp/certs"
    ];
    env = {
      MINIO_ROOT_USER = key "user";
      MINIO_ROOT_PASSWORD = key "password";
      MINIO_PROMETHEUS_AUTH_TYPE = if cfg.monitoring.enabled then "public" else null;
      MINIO_UPDATE = "off";
    };
    data.path = "/data";
    writable = [ "/tmp" ];
    ports = [
      {
        name = "s3";
        port = 9000;
      }
      {
        name = "console";
        port = 9001;
      }
    ];
    metrics = {
      name = "s3";
      port = 9000;
      path = "/minio/v2/metrics/cluster";
    };
    liveness.httpGet = {
      path = "/minio/health/live";
      port = "s3";
    };
    readiness.httpGet = {
      path = "/minio/health/ready";
      port = "s3";
    };

    out = {
      url = "http://${self.resources.service.out.fqdn}:9000";
      secret = {
        name = cfg.auth.secretName;
        userKey = "user";
        passwordKey = "password";
      };
    };

    external = [
      (kix.parts.externalSecret cfg.auth.secretName [
        "user"
        "password"
      ])
    ];
  }
)
