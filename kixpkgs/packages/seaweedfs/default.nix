# SeaweedFS, object storage with the S3 protocol: master, volume server, filer and S3 gateway in one pod.
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
    inherit (self) resources;
    key = name: kix.secretRef {
      name = cfg.auth.secretName;
      key = name;
    };
    users = cfg.auth.identitiesSecretName;
    # The pod's own name stays the same when it is made anew, its address does not: volumes are known by it.
    ownName = "$(POD_NAME).${resources.headlessService.out.name}.${scope.namespace}";
  in
  {
    meta = {
      description = "SeaweedFS, object storage with the S3 protocol, one server";
      homepage = "https://github.com/seaweedfs/seaweedfs";
      version = "4.44";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/chrislusf/seaweedfs";
      tag = "4.44";
    };
    requests = {
      cpu = "100m";
      memory = "256Mi";
    };
    limits.memory = "2Gi";
    securityContext = {
      runAsUser = 1000;
      fsGroup = 1000;
    };
    probes = {
      liveness = {
        initialDelaySeconds = 20;
        periodSeconds = 30;
        timeoutSeconds = 5;
        failureThreshold = 5;
      };
      readiness = {
        periodSeconds = 15;
        timeoutSeconds = 5;
      };
    };
    # Long enough to write down what is on its way.
    terminationGracePeriodSeconds = 60;
    ingress = true;
    networkPolicy = false;
    storage = "50Gi";

    options = {
      auth.secretName = kix.options.secretName scope "credentials" ''
        Secret with `user` and `password`: the access key and the secret key of the administrator, the same that the package `minio` has.
      '';
      auth.identitiesSecretName = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = ''
          Secret with `config.json`: further identities and what each may do, in the form of SeaweedFS's `-s3.config`. The administrator
          stays beside them; none of them may have the same access key. Null: there is the administrator alone, who may make others by the
          IAM API.
        '';
      };
      domain = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "s3.example.com";
        description = "Domain below which each bucket has a name of its own (`BUCKET.DOMAIN`). Null: buckets are paths.";
      };
      volumeSizeLimitMB = lib.mkOption {
        type = lib.types.ints.positive;
        default = 1000;
        description = "Size of the files that objects are put into, in MB. A small disk wants small ones: every bucket has some of its own.";
      };
      filer.expose = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = ''
          Whether the Service offers master, volume server and filer to others, for the CSI driver, `weed mount` and `weed shell`. They ask
          for no password.
        '';
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "-volume.index=leveldb" ];
        description = "Further flags of `weed server`.";
      };
    };

    kind = "StatefulSet";
    name = "seaweedfs";
    command = [ "/usr/bin/weed" ];
    args = [
      "-logtostderr=true"
      "server"
      "-dir=/data"
      "-ip=${ownName}"
      "-ip.bind=0.0.0.0"
      "-master.port=9333"
      "-master.volumeSizeLimitMB=${toString cfg.volumeSizeLimitMB}"
      "-master.defaultReplication=000"
      "-master.telemetry=false"
      # As many as the disk has room for.
      "-volume.max=0"
      "-volume.port=8080"
      "-volume.minFreeSpacePercent=1"
      "-filer=true"
      "-filer.port=8888"
      "-s3=true"
      "-s3.port=8333"
    ]
    ++ lib.optional (users != null) "-s3.config=/etc/seaweedfs/s3/config.json"
    ++ lib.optional (cfg.domain != null) "-s3.domainName=${cfg.domain}"
    ++ lib.optional cfg.monitoring.enabled "-metricsPort=9324"
    ++ cfg.extraArgs;
    env = {
      POD_NAME.fieldRef.fieldPath = "metadata.name";
      AWS_ACCESS_KEY_ID = key "user";
      AWS_SECRET_ACCESS_KEY = key "password";
    };
    data.path = "/data";
    writable = [ "/tmp" ];
    volumes = lib.optional (users != null) {
      name = "identities";
      secret.secretName = users;
    };
    volumeMounts = lib.optional (users != null) {
      name = "identities";
      mountPath = "/etc/seaweedfs/s3";
      readOnly = true;
    };
    ports =
      let
        inner = name: port: {
          inherit name port;
          service = cfg.filer.expose;
        };
      in
      [
        {
          name = "s3";
          port = 8333;
        }
        (inner "master" 9333)
        (inner "master-grpc" 19333)
        (inner "volume" 8080)
        (inner "volume-grpc" 18080)
        (inner "filer" 8888)
        (inner "filer-grpc" 18888)
      ];
    metrics.port = 9324;
    # The server asks for its own name while it starts.
    headlessService.publishNotReadyAddresses = true;
    liveness.httpGet = {
      path = "/cluster/status";
      port = "master";
    };
    readiness.httpGet = {
      path = "/healthz";
      port = "s3";
    };

    out = {
      url = "http://${resources.service.out.fqdn}:8333";
      secret = {
        name = cfg.auth.secretName;
        userKey = "user";
        passwordKey = "password";
      };
    };

    external =
      [
        (kix.parts.externalSecret cfg.auth.secretName [
          "user"
          "password"
        ])
      ]
      ++ lib.optional (users != null) (kix.parts.externalSecret users [ "config.json" ]);
  }
)
