/**
  All packages by name. Values are functions: nothing is evaluated before an
  instance asks for it.
*/
{
  cluster-issuer = import ./cluster-issuer;
  coredns = import ./coredns;
  immich = import ./immich;
  immich-postgres = import ./immich-postgres;
  ingress-nginx = import ./ingress-nginx;
  network-policies = import ./network-policies;
  persistent-volume-claim = import ./persistent-volume-claim;
  postgres = import ./postgres;
  priority-classes = import ./priority-classes;
  prometheus = import ./prometheus;
  python-app = import ./python-app;
  redis = import ./redis;
  storage-classes = import ./storage-classes;
  valkey = import ./valkey;
}
