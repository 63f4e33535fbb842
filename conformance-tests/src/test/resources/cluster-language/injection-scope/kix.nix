# "depends on 'storage' (namespace 'other-ns') which declares meta.scope = "namespace""
{
  clusters.test =
    { packages, ... }:
    {
      instances.other-ns.storage.package = packages."persistent-volume-claim";
      instances.immich.immich.package = packages.immich;
    };
}
