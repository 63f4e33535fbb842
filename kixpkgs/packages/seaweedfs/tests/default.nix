{ compile, package, lib, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  container =
    config: builtins.head (resources config)."StatefulSet/test/subject".spec.template.spec.containers;
in
{
  kinds.snapshot = builtins.attrNames (resources { });
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;

  onlyS3IsOffered = {
    expr = map (port: port.port) (resources { })."Service/test/subject".spec.ports;
    expected = [ 8333 ];
  };
  theRestOnDemand = {
    expr = map (port: port.name) (resources { filer.expose = true; })."Service/test/subject".spec.ports;
    expected = [
      "s3"
      "master"
      "master-grpc"
      "volume"
      "volume-grpc"
      "filer"
      "filer-grpc"
    ];
  };
  identities = {
    expr =
      let
        c = container { auth.identitiesSecretName = "identities"; };
      in
      [
        (lib.filter (lib.hasPrefix "-s3.config") c.args)
        (map (mount: mount.mountPath) c.volumeMounts)
      ];
    expected = [
      [ "-s3.config=/etc/seaweedfs/s3/config.json" ]
      [
        "/data"
        "/tmp"
        "/etc/seaweedfs/s3"
      ]
    ];
  };
  metricsOnDemand = {
    expr = map (config: lib.any (lib.hasPrefix "-metricsPort") (container config).args) [
      { }
      { monitoring.enabled = true; }
    ];
    expected = [
      false
      true
    ];
  };
  bucketsAsNames = {
    expr = lib.filter (lib.hasPrefix "-s3.domainName") (container { domain = "s3.example.com"; }).args;
    expected = [ "-s3.domainName=s3.example.com" ];
  };
  # A pod that starts asks for its own name.
  theNameIsThereFromTheStart = {
    expr = (resources { })."Service/test/subject-headless".spec.publishNotReadyAddresses;
    expected = true;
  };
  usedAsMinioIs = {
    expr =
      let
        r =
          (compile {
            instances.test.seaweedfs.package = package;
            instances.test.client.package =
              { scope, kix, seaweedfs }:
              kix.mkPackage (self: {
                resources.config = scope.mkResource {
                  kind = "ConfigMap";
                  data = {
                    inherit (seaweedfs.out) url;
                    inherit (seaweedfs.out.secret) name userKey passwordKey;
                  };
                };
              });
          }).resources;
      in
      r."ConfigMap/test/client".data;
    expected = {
      url = "http://seaweedfs.test.svc.cluster.local:8333";
      name = "seaweedfs-credentials";
      userKey = "user";
      passwordKey = "password";
    };
  };
}
