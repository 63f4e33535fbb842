# As written by a machine.
{
  scope,
  valkey,
  cache ? valkey,
}:
{
  resources.config = scope.mkResource {
    kind = "ConfigMap";
    data.PAPERLESS_REDIS = "redis+sentinel://${cache.out.fqdn}:${toString cache.out.sentinelPort}";
  };
}
