# Every package of kixpkgs in one cluster, each in a namespace of its own that holds pods to the strictest standard.
let
  cluster =
    {
      kix,
      lib,
      packages,
      ...
    }:
    let
      # What a package must be told to make something.
      config = {
        namespaces.namespaces.all-web-app = {
          quota.pods = 50;
          defaultLimit.memory = "256Mi";
        };
        python-app.image.tag = "v1";
        rbac = {
          clusterRoles.pod-reader = [ (kix.parts.readRule "" [ "pods" ]) ];
          bindings.on-call = {
            role = "pod-reader";
            groups = [ "on-call" ];
            namespaces = [ "all-web-app" ];
          };
        };
        storage-classes = {
          default = "fast";
          classes.fast = {
            provisioner = "csi.example.com";
            parameters.type = "ssd";
          };
        };
      };
    in
    {
      kubernetes.version = "1.36";
      monitoring = {
        enabled = true;
        discovery = "operator";
      };
      support.accepted = {
        ingress-nginx = "its project was given up, the package is tested all the same";
        minio = "likewise";
      };
      tenants.acme.namespaces = [ "all-python-app" ];
      priorities.all-python-app.value = 1000;

      instances = lib.mapAttrs' (
        name: package: lib.nameValuePair "all-${name}" { ${name} = { inherit package; config = config.${name} or { }; }; }
      ) (removeAttrs packages [ "cluster-issuer" ]) // {
        # Cluster-scoped, and called after the instance: under another name than that of the example.
        all-cluster-issuer.everybodys-issuer = {
          package = packages.cluster-issuer;
          aliases = [ "cluster-issuer" ];
        };
      };
      namespaces = lib.mapAttrs' (
        name: _:
        lib.nameValuePair "all-${name}" {
          # It measures the node, from the node's own namespaces.
          podSecurity.enforce = if name == "node-exporter" then "privileged" else "restricted";
        }
      ) packages;
    };

  # Volumes that some packages ask for.
  storage =
    { lib, packages, ... }:
    {
      instances = lib.genAttrs [ "all-immich" "all-paperless" ] (_: {
        storage = {
          package = packages.persistent-volume-claim;
          config.size = "100Gi";
        };
      });
    };
in
{
  clusters.everything = [
    cluster
    storage
  ];
}
