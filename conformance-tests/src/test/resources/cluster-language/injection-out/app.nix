{ scope, cache }:
{
  resources.main = scope.mkResource {
    kind = "ConfigMap";
    data.sentinel = toString cache.out.sentinelPort;
    data.port = toString cache.out.prot;
  };
}
