# "every resource against the schema of its apiVersion in the target Kubernetes version, and of the CRDs in the cluster;
# unknown fields; removed APIs".
{
  clusters.test = {
    kubernetes.version = "1.36";
    instances.shop.app.package = ./app.nix;
  };
}
